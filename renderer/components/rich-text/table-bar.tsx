import { ActionIcon, Tooltip } from '@mantine/core';
import {
  IconColumnInsertLeft,
  IconColumnInsertRight,
  IconColumnRemove,
  IconRowInsertBottom,
  IconRowInsertTop,
  IconRowRemove,
  IconTableOff,
  IconTableRow,
} from '@tabler/icons-react';
import type { Editor } from '@tiptap/react';
import { useEditorState } from '@tiptap/react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { runTable, TABLE_COMMANDS, type TableCommand, tableAt, tableKeysOf } from './table-commands.ts';
import { ariaKeys, writtenKeys } from './toolbar-commands.ts';
import { goByArrows } from './toolbar-keys.ts';

const ICONS: Record<TableCommand, typeof IconTableRow> = {
  rowAbove: IconRowInsertTop,
  rowBelow: IconRowInsertBottom,
  columnBefore: IconColumnInsertLeft,
  columnAfter: IconColumnInsertRight,
  headerRow: IconTableRow,
  deleteRow: IconRowRemove,
  deleteColumn: IconColumnRemove,
  deleteTable: IconTableOff,
};

/** Below the tools while the cursor is in a table: its rows and columns. */
export function TableBar({ editor }: { editor: Editor }) {
  const { t } = useTranslation();
  const bar = useRef<HTMLDivElement>(null);
  const table = useEditorState({ editor, selector: ({ editor: now }) => tableAt(now) });
  if (table === null) return null;
  return (
    <div
      ref={bar}
      className="rich-text-toolbar rich-text-table-bar"
      role="toolbar"
      aria-label={t('richText.table.bar')}
      onKeyDown={(event) => goByArrows(event, bar.current)}
      data-testid="table-bar"
    >
      {(Object.keys(TABLE_COMMANDS) as TableCommand[]).map((command, index) => (
        <TableTool
          key={command}
          editor={editor}
          command={command}
          isTabStop={index === 0}
          isPressed={command === 'headerRow' ? table.hasHeaderRow : undefined}
        />
      ))}
    </div>
  );
}

interface ToolProps {
  readonly editor: Editor;
  readonly command: TableCommand;
  readonly isTabStop: boolean;
  readonly isPressed: boolean | undefined;
}

function TableTool({ editor, command, isTabStop, isPressed }: ToolProps) {
  const { t } = useTranslation();
  const keys = tableKeysOf(command);
  const Icon = ICONS[command];
  const label = t(`richText.table.${command}`);
  return (
    <Tooltip label={keys === undefined ? label : `${label} (${writtenKeys(keys)})`}>
      <ActionIcon
        className="view-tool"
        variant="subtle"
        size={32}
        tabIndex={isTabStop ? 0 : -1}
        aria-label={label}
        aria-pressed={isPressed}
        aria-keyshortcuts={keys === undefined ? undefined : ariaKeys(keys)}
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => {
          runTable(editor, command);
          editor.view.focus();
        }}
        data-testid={`table-${command}`}
      >
        <Icon size={18} stroke={1.6} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}
