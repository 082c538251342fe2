import { ActionIcon, Tooltip } from '@mantine/core';
import { IconColumnInsertRight, IconColumnRemove, IconColumns1 } from '@tabler/icons-react';
import type { Editor } from '@tiptap/react';
import { useEditorState } from '@tiptap/react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { COLUMNS_COMMANDS, type ColumnsCommand, columnsAt, MOST_COLUMNS } from './columns.ts';
import { goByArrows } from './toolbar-keys.ts';

const ICONS: Record<ColumnsCommand, typeof IconColumns1> = {
  addColumn: IconColumnInsertRight,
  removeColumn: IconColumnRemove,
  dissolve: IconColumns1,
};

/** Below the tools while the cursor is in columns: one more, one less, none. */
export function ColumnsBar({ editor }: { editor: Editor }) {
  const { t } = useTranslation();
  const bar = useRef<HTMLDivElement>(null);
  const count = useEditorState({
    editor,
    selector: ({ editor: { state } }) => columnsAt(state)?.node.childCount ?? 0,
  });
  if (count === 0) return null;
  return (
    <div
      ref={bar}
      className="rich-text-toolbar rich-text-table-bar"
      role="toolbar"
      aria-label={t('richText.columns.bar')}
      onKeyDown={(event) => goByArrows(event, bar.current)}
      data-testid="columns-bar"
    >
      {(Object.keys(COLUMNS_COMMANDS) as ColumnsCommand[]).map((command, index) => {
        const Icon = ICONS[command];
        const label = t(`richText.columns.${command}`);
        return (
          <Tooltip key={command} label={label}>
            <ActionIcon
              className="view-tool"
              variant="subtle"
              size={32}
              tabIndex={index === 0 ? 0 : -1}
              aria-label={label}
              aria-disabled={(command === 'addColumn' && count === MOST_COLUMNS) || undefined}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => {
                COLUMNS_COMMANDS[command](editor.state, (transaction) => editor.view.dispatch(transaction));
                editor.view.focus();
              }}
              data-testid={`columns-${command}`}
            >
              <Icon size={18} stroke={1.6} aria-hidden />
            </ActionIcon>
          </Tooltip>
        );
      })}
      <span className="rich-text-bar-hint">{t('richText.columns.hint')}</span>
    </div>
  );
}
