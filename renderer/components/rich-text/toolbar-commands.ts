import { redoDepth, undoDepth } from '@tiptap/pm/history';
import type { Editor } from '@tiptap/react';
import i18next from 'i18next';
import { COLUMNS_COMMANDS, columnsAt, makeColumns } from './columns.ts';
import { isMac } from './is-mac.ts';
import { breakPage } from './page-break.ts';
import { insertTable } from './table-commands.ts';
import { giveToStudents, keepForTeacher, type TeacherKind, teacherBlockAt } from './teacher-block.ts';

export const MARKS_AND_BLOCKS = [
  'bold',
  'italic',
  'heading2',
  'heading3',
  'bulletList',
  'orderedList',
  'taskList',
  'blockquote',
  'callout',
  'code',
  'codeBlock',
  'horizontalRule',
  'pageBreak',
  'table',
  'columns',
  'teacherNote',
  'correction',
] as const;

/** A button of the toolbar that acts on the text by itself. Its words are `richText.command.<name>`. */
export type ToolbarCommand = (typeof MARKS_AND_BLOCKS)[number] | 'undo' | 'redo';

interface Action {
  /** Keys as Tiptap binds them; « Mod » is Ctrl, or ⌘ on macOS. */
  readonly keys?: string;
  readonly run: (editor: Editor) => void;
  readonly isActive?: (editor: Editor) => boolean;
  readonly canRun?: (editor: Editor) => boolean;
}

/** What is for the teacher alone; the button of the kind that it is gives it to students. */
function teacherAction(kind: TeacherKind, keys: string): Action {
  const isActive = ({ state }: Editor) => teacherBlockAt(state)?.node.attrs.kind === kind;
  return {
    keys,
    isActive,
    run: (editor) => {
      const label = i18next.t(`richText.teacher.label.${kind}`);
      const act = isActive(editor) ? giveToStudents : keepForTeacher({ kind, label });
      editor.chain().focus().command(act).run();
    },
  };
}

export const ACTIONS: Record<ToolbarCommand, Action> = {
  bold: {
    keys: 'Mod+B',
    run: (editor) => editor.chain().focus().toggleBold().run(),
    isActive: (editor) => editor.isActive('bold'),
  },
  italic: {
    keys: 'Mod+I',
    run: (editor) => editor.chain().focus().toggleItalic().run(),
    isActive: (editor) => editor.isActive('italic'),
  },
  heading2: {
    keys: 'Mod+Alt+2',
    run: (editor) => editor.chain().focus().toggleHeading({ level: 2 }).run(),
    isActive: (editor) => editor.isActive('heading', { level: 2 }),
  },
  heading3: {
    keys: 'Mod+Alt+3',
    run: (editor) => editor.chain().focus().toggleHeading({ level: 3 }).run(),
    isActive: (editor) => editor.isActive('heading', { level: 3 }),
  },
  bulletList: {
    keys: 'Mod+Shift+8',
    run: (editor) => editor.chain().focus().toggleBulletList().run(),
    isActive: (editor) => editor.isActive('bulletList'),
  },
  orderedList: {
    keys: 'Mod+Shift+7',
    run: (editor) => editor.chain().focus().toggleOrderedList().run(),
    isActive: (editor) => editor.isActive('orderedList'),
  },
  taskList: {
    keys: 'Mod+Shift+9',
    run: (editor) => editor.chain().focus().toggleList('taskList', 'taskItem').run(),
    isActive: (editor) => editor.isActive('taskList'),
  },
  callout: {
    keys: 'Mod+Alt+B',
    run: (editor) => editor.chain().focus().toggleWrap('callout').run(),
    isActive: (editor) => editor.isActive('callout'),
  },
  blockquote: {
    keys: 'Mod+Shift+B',
    run: (editor) => editor.chain().focus().toggleBlockquote().run(),
    isActive: (editor) => editor.isActive('blockquote'),
  },
  code: {
    keys: 'Mod+E',
    run: (editor) => editor.chain().focus().toggleCode().run(),
    isActive: (editor) => editor.isActive('code'),
  },
  codeBlock: {
    keys: 'Mod+Alt+C',
    run: (editor) => editor.chain().focus().toggleCodeBlock().run(),
    isActive: (editor) => editor.isActive('codeBlock'),
  },
  table: {
    keys: 'Mod+Alt+T',
    run: (editor) => {
      insertTable(editor.state, (transaction) => editor.view.dispatch(transaction));
      editor.view.focus();
    },
    isActive: (editor) => editor.isActive('table'),
  },
  columns: {
    keys: 'Mod+Alt+K',
    run: (editor) => {
      const { state } = editor;
      const act = columnsAt(state) === null ? makeColumns : COLUMNS_COMMANDS.dissolve;
      act(state, (transaction) => editor.view.dispatch(transaction));
      editor.view.focus();
    },
    isActive: (editor) => editor.isActive('columns'),
  },
  teacherNote: teacherAction('note', 'Mod+Alt+N'),
  correction: teacherAction('correction', 'Mod+Alt+R'),
  horizontalRule: { run: (editor) => editor.chain().focus().setHorizontalRule().run() },
  pageBreak: {
    keys: 'Mod+Alt+P',
    run: (editor) => {
      breakPage(editor.state, (transaction) => editor.view.dispatch(transaction));
      editor.view.focus();
    },
  },
  undo: {
    keys: 'Mod+Z',
    run: (editor) => editor.chain().focus().undo().run(),
    canRun: ({ state }) => undoDepth(state) > 0,
  },
  redo: {
    keys: 'Mod+Shift+Z',
    run: (editor) => editor.chain().focus().redo().run(),
    canRun: ({ state }) => redoDepth(state) > 0,
  },
};

/** The keys as they are written on this keyboard: « Ctrl+B », « ⌘B ». */
export function writtenKeys(keys: string): string {
  return isMac()
    ? keys.replace('Mod+', '⌘').replace('Alt+', '⌥').replace('Shift+', '⇧')
    : keys.replace('Mod', 'Ctrl');
}

/** The keys as `aria-keyshortcuts` wants them. */
export function ariaKeys(keys: string): string {
  return keys.replace('Mod', isMac() ? 'Meta' : 'Control');
}
