import { Button, TextInput } from '@mantine/core';
import { NodeSelection } from '@tiptap/pm/state';
import type { Editor } from '@tiptap/react';
import { useEditorState } from '@tiptap/react';
import type { FormEvent } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

/** Below the tools while a picture is selected: what is said of it to whom does not see it. */
export function PictureBar({ editor }: { editor: Editor }) {
  const { t } = useTranslation();
  const picture = useEditorState({
    editor,
    selector: ({ editor: { state } }) => {
      const { selection } = state;
      if (!(selection instanceof NodeSelection) || selection.node.type.name !== 'image') return null;
      return { at: selection.from, alt: String(selection.node.attrs.alt ?? '') };
    },
  });
  if (picture === null) return null;
  return (
    <section
      className="rich-text-teacher-bar rich-text-picture-bar"
      aria-label={t('richText.picture.bar')}
      data-testid="picture-bar"
    >
      <PictureWords key={`${picture.at} ${picture.alt}`} editor={editor} {...picture} />
    </section>
  );
}

function PictureWords({ editor, at, alt }: { editor: Editor; at: number; alt: string }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(alt);
  const keep = () => {
    const { tr, doc } = editor.state;
    const said = typed.trim();
    if (said === alt || doc.nodeAt(at)?.type.name !== 'image') return;
    const kept = tr.setNodeAttribute(at, 'alt', said === '' ? null : said);
    editor.view.dispatch(kept.setSelection(NodeSelection.create(kept.doc, at)));
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    keep();
    editor.view.focus();
  };
  return (
    <form className="rich-text-picture-words" onSubmit={submit}>
      <TextInput
        label={t('richText.picture.alt')}
        description={t('richText.picture.altHint')}
        value={typed}
        maxLength={500}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onBlur={keep}
        data-testid="picture-alt"
      />
      <Button type="submit" variant="default" size="compact-sm">
        {t('richText.picture.keep')}
      </Button>
    </form>
  );
}
