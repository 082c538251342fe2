import { ActionIcon, Button, Group, Popover, TextInput, Tooltip } from '@mantine/core';
import { IconLink } from '@tabler/icons-react';
import type { Editor } from '@tiptap/react';
import { useEditorState } from '@tiptap/react';
import type { FormEvent } from 'react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readLink } from './links.ts';
import { ariaKeys, writtenKeys } from './toolbar-commands.ts';
import { useLinkKey } from './use-link-key.ts';

const KEYS = 'Mod+K';

/** Puts a link on the selected words, changes it, or takes it off. */
export function LinkButton({ editor }: { editor: Editor }) {
  const { t } = useTranslation();
  // The dropdown is a dialog, which takes its name from the button.
  const id = useId();
  const [isOpen, setIsOpen] = useState(false);
  const href = useEditorState({
    editor,
    selector: ({ editor: now }) => (now.getAttributes('link').href as string | undefined) ?? null,
  });
  useLinkKey(editor, () => setIsOpen(true));
  const close = () => {
    setIsOpen(false);
    editor.commands.focus();
  };
  return (
    <Popover
      id={id}
      opened={isOpen}
      onChange={setIsOpen}
      trapFocus
      withinPortal
      position="bottom-start"
      shadow="md"
    >
      <Popover.Target>
        <Tooltip label={`${t('richText.link.label')} (${writtenKeys(KEYS)})`} disabled={isOpen}>
          <ActionIcon
            id={id}
            className="view-tool"
            variant="subtle"
            size={30}
            tabIndex={-1}
            aria-label={t('richText.link.label')}
            aria-pressed={href !== null}
            aria-keyshortcuts={ariaKeys(KEYS)}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => setIsOpen((is) => !is)}
          >
            <IconLink size={18} stroke={1.6} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown>
        {isOpen ? <LinkForm editor={editor} href={href} onClose={close} /> : null}
      </Popover.Dropdown>
    </Popover>
  );
}

interface FormProps {
  readonly editor: Editor;
  readonly href: string | null;
  readonly onClose: () => void;
}

function LinkForm({ editor, href, onClose }: FormProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(href ?? '');
  const [isFaulty, setIsFaulty] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const address = readLink(typed);
    if (address === null) {
      setIsFaulty(true);
      return;
    }
    setLink(editor, address);
    onClose();
  };
  const remove = () => {
    editor.chain().extendMarkRange('link').unsetLink().run();
    onClose();
  };
  return (
    <form onSubmit={submit}>
      <TextInput
        label={t('richText.link.address')}
        placeholder={t('richText.link.example')}
        value={typed}
        error={isFaulty ? t('richText.link.refused') : undefined}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setIsFaulty(false);
        }}
        w={320}
        data-autofocus
      />
      <Group justify="flex-end" gap="xs" mt="sm">
        {href === null ? null : (
          <>
            <Button
              component="a"
              href={href}
              target="_blank"
              rel="noopener noreferrer"
              variant="subtle"
              size="compact-sm"
            >
              {t('richText.link.open')}
            </Button>
            <Button variant="default" size="compact-sm" onClick={remove}>
              {t('richText.link.remove')}
            </Button>
          </>
        )}
        <Button type="submit" size="compact-sm">
          {t('richText.link.set')}
        </Button>
      </Group>
    </form>
  );
}

/** Without selected words, the address itself becomes the words of the link. */
function setLink(editor: Editor, href: string): void {
  const { empty } = editor.state.selection;
  const mark = { type: 'link', attrs: { href } };
  if (!empty || editor.isActive('link')) editor.chain().extendMarkRange('link').setLink({ href }).run();
  else editor.commands.insertContent({ type: 'text', text: href.replace(/^mailto:/, ''), marks: [mark] });
}
