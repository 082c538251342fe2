import { ActionIcon, Popover, Tooltip } from '@mantine/core';
import { IconMathFunction } from '@tabler/icons-react';
import { NodeSelection } from '@tiptap/pm/state';
import type { Editor } from '@tiptap/react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formulaOf, texOf } from './formula.ts';
import { FormulaForm } from './formula-form.tsx';
import { ariaKeys, writtenKeys } from './toolbar-commands.ts';
import { useFormulaKeys } from './use-formula-keys.ts';

const KEYS = 'Mod+Alt+F';

/** Writes a formula in TeX, or changes the one that is selected. */
export function FormulaButton({ editor }: { editor: Editor }) {
  const { t } = useTranslation();
  // The dropdown is a dialog, which takes its name from the button.
  const id = useId();
  const [begun, setBegun] = useState<string | null>(null);
  const [isChanged, setIsChanged] = useState(false);
  const isOpen = begun !== null;
  const open = () => {
    setIsChanged(false);
    setBegun(selectedTex(editor));
  };
  const close = () => {
    setBegun(null);
    editor.commands.focus();
  };
  useFormulaKeys(editor, open);
  return (
    <Popover
      id={id}
      opened={isOpen}
      onDismiss={close}
      // What is typed is not lost by a click beside it.
      closeOnClickOutside={!isChanged}
      trapFocus
      withinPortal
      position="bottom-start"
      shadow="md"
    >
      <Popover.Target>
        <Tooltip label={`${t('richText.formula.label')} (${writtenKeys(KEYS)})`} disabled={isOpen}>
          <ActionIcon
            id={id}
            className="view-tool"
            variant="subtle"
            size={30}
            tabIndex={-1}
            aria-label={t('richText.formula.label')}
            aria-keyshortcuts={ariaKeys(KEYS)}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => (isOpen ? close() : open())}
            data-testid="formula-button"
          >
            <IconMathFunction size={18} stroke={1.6} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown>
        {begun === null ? null : (
          <FormulaForm
            begun={begun}
            onType={(tex) => setIsChanged(tex !== begun)}
            onWrite={(tex) => {
              const attrs = formulaOf(tex);
              if (attrs !== null) editor.commands.insertContent({ type: 'formula', attrs });
              close();
            }}
          />
        )}
      </Popover.Dropdown>
    </Popover>
  );
}

/** The formula that is selected, or the selected words, to begin with. */
function selectedTex({ state }: Editor): string {
  const { selection, doc } = state;
  if (selection instanceof NodeSelection)
    return selection.node.type.name === 'formula' ? texOf(selection.node.attrs) : '';
  const words = doc.textBetween(selection.from, selection.to, ' ');
  return words.replace(/^\s*\$*|\$*\s*$/g, '');
}
