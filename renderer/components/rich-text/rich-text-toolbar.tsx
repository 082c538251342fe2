import { ActionIcon, Tooltip } from '@mantine/core';
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconBlockquote,
  IconBold,
  IconChecklist,
  IconCode,
  IconColumns2,
  IconH2,
  IconH3,
  IconInfoSquare,
  IconItalic,
  IconList,
  IconListCheck,
  IconListNumbers,
  IconNote,
  IconPageBreak,
  IconPhoto,
  IconSeparator,
  IconSourceCode,
  IconTable,
} from '@tabler/icons-react';
import type { Editor } from '@tiptap/react';
import { useEditorState } from '@tiptap/react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { FormulaButton } from './formula-button.tsx';
import { LinkButton } from './link-button.tsx';
import { PICTURE_KEYS } from './picture-doors.ts';
import type { ToolbarCommand } from './toolbar-commands.ts';
import { ACTIONS, ariaKeys, writtenKeys } from './toolbar-commands.ts';
import { goByArrows } from './toolbar-keys.ts';

const ICONS: Record<ToolbarCommand, typeof IconBold> = {
  bold: IconBold,
  italic: IconItalic,
  heading2: IconH2,
  heading3: IconH3,
  bulletList: IconList,
  orderedList: IconListNumbers,
  taskList: IconListCheck,
  blockquote: IconBlockquote,
  callout: IconInfoSquare,
  code: IconCode,
  codeBlock: IconSourceCode,
  horizontalRule: IconSeparator,
  table: IconTable,
  columns: IconColumns2,
  pageBreak: IconPageBreak,
  teacherNote: IconNote,
  correction: IconChecklist,
  undo: IconArrowBackUp,
  redo: IconArrowForwardUp,
};

const GROUPS: readonly (readonly ToolbarCommand[])[] = [
  ['heading2', 'heading3'],
  ['bold', 'italic'],
  ['bulletList', 'orderedList', 'taskList', 'blockquote', 'callout'],
  ['code', 'codeBlock', 'table', 'columns', 'horizontalRule', 'pageBreak'],
  ['teacherNote', 'correction'],
];

interface BarProps {
  readonly editor: Editor;
  /** Asks for pictures; null: none can be put in. */
  readonly onPictures: (() => void) | null;
}

/** The tools above the text. One stop for Tab, then the arrow keys go from one to the next. */
export function RichTextToolbar({ editor, onPictures }: BarProps) {
  const { t } = useTranslation();
  const bar = useRef<HTMLDivElement>(null);
  return (
    <div
      ref={bar}
      className="rich-text-toolbar"
      role="toolbar"
      aria-label={t('richText.toolbar')}
      onKeyDown={(event) => goByArrows(event, bar.current)}
    >
      {GROUPS.map((group, index) => (
        <div key={group[0]} className="rich-text-group">
          {group.map((command, place) => (
            <Tool key={command} editor={editor} command={command} isTabStop={index === 0 && place === 0} />
          ))}
          {index === 1 ? <LinkButton editor={editor} /> : null}
          {index === 3 ? <FormulaButton editor={editor} /> : null}
          {index === 3 && onPictures !== null ? <PictureButton onUse={onPictures} /> : null}
        </div>
      ))}
      <div className="rich-text-group">
        <Tool editor={editor} command="undo" />
        <Tool editor={editor} command="redo" />
      </div>
    </div>
  );
}

function PictureButton({ onUse }: { onUse: () => void }) {
  const { t } = useTranslation();
  const label = t('richText.picture.label');
  return (
    <Tooltip label={`${label} (${writtenKeys(PICTURE_KEYS)})`}>
      <ActionIcon
        className="view-tool"
        variant="subtle"
        size={30}
        tabIndex={-1}
        aria-label={label}
        aria-keyshortcuts={ariaKeys(PICTURE_KEYS)}
        onMouseDown={(event) => event.preventDefault()}
        onClick={onUse}
        data-testid="picture-button"
      >
        <IconPhoto size={18} stroke={1.6} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}

interface ToolProps {
  readonly editor: Editor;
  readonly command: ToolbarCommand;
  readonly isTabStop?: boolean;
}

function Tool({ editor, command, isTabStop = false }: ToolProps) {
  const { t } = useTranslation();
  const { keys, run, isActive, canRun } = ACTIONS[command];
  const state = useEditorState({
    editor,
    selector: ({ editor: now }) => ({ isActive: isActive?.(now) ?? null, canRun: canRun?.(now) ?? true }),
  });
  const Icon = ICONS[command];
  const label = t(`richText.command.${command}`);
  return (
    <Tooltip label={keys === undefined ? label : `${label} (${writtenKeys(keys)})`}>
      <ActionIcon
        className="view-tool"
        variant="subtle"
        size={30}
        tabIndex={isTabStop ? 0 : -1}
        aria-label={label}
        aria-pressed={state.isActive ?? undefined}
        aria-keyshortcuts={keys === undefined ? undefined : ariaKeys(keys)}
        disabled={!state.canRun}
        // The text keeps its selection, and the keyboard of a telephone or a tablet stays open.
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => run(editor)}
      >
        <Icon size={18} stroke={1.6} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}
