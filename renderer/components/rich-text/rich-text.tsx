import { type Editor, EditorContent, useEditor } from '@tiptap/react';
import type { MouseEvent, Ref } from 'react';
import {
  useCallback,
  useEffect,
  useEffectEvent,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useTranslation } from 'react-i18next';
import type { LessonBlock } from '../../../preload/contract/index.ts';
import { styleNonce } from '../../theme/style-nonce.ts';
import type { BlockCodec } from './block-codec.ts';
import { createBlockCodec } from './block-codec.ts';
import { ColumnsBar } from './columns-bar.tsx';
import { CommandKeys } from './command-keys.ts';
import { createCopiedText } from './copied-text.ts';
import { createExtensions } from './extensions.ts';
import './rich-text.css';
import './pictures.css';
import type { PictureSource } from './coming-pictures.ts';
import { PictureBar } from './picture-bar.tsx';
import { RichTextToolbar } from './rich-text-toolbar.tsx';
import { showText } from './show-text.ts';
import { TableBar } from './table-bar.tsx';
import { type MinuteClock, TeacherBar } from './teacher-bar.tsx';
import { createTeacherMarks } from './teacher-marks.ts';
import { useMenuHistory } from './use-menu-history.ts';
import { usePictures } from './use-pictures.ts';
import { useTeacherWords } from './use-teacher-words.ts';
import { createVariantMarks } from './variant-marks.ts';

export interface RichTextHandle {
  focus(): void;
  /** Shows another text at once, around the cursor. Nothing of it is told as an edit. */
  show(blocks: readonly LessonBlock[]): void;
}

interface Props {
  readonly label: string;
  readonly placeholder: string;
  /** What is written; of another array, what it says otherwise is shown. While the teacher writes, `show` is in time for the next key. */
  readonly blocks: readonly LessonBlock[];
  readonly isReadOnly?: boolean;
  readonly handle?: Ref<RichTextHandle>;
  /**
   * The teacher has changed the text. `read` gives the blocks as they were at that moment, whenever it is
   * called: writing them out at each key would slow a long lesson down.
   */
  readonly onEdit: (read: () => LessonBlock[]) => void;
  readonly testId?: string;
  /** Where pictures come from; absent: none can be put in. */
  readonly pictures?: PictureSource;
  /** How a correction gets its date. Read-only texts need none. */
  readonly clock?: MinuteClock;
}

/** The text of a lesson: headings, lists, emphasis, quotes, code, links. Each block keeps its id. */
export function RichText(props: Props) {
  const { label, placeholder, blocks, isReadOnly = false, handle, onEdit, testId, clock, pictures } = props;
  const { t } = useTranslation();
  const teacherWords = useTeacherWords();
  const [codecOf] = useState(() => codecOnce());
  const extensions = useMemo(
    () => [
      ...createExtensions(),
      createVariantMarks({
        variantOf: (blockId, schema) => codecOf(schema).variantOf(blockId),
        wordsFor: (device) => t('richText.variant', { device }),
      }),
      createTeacherMarks(teacherWords),
      createCopiedText(({ kind, label }, text) =>
        t('richText.teacher.copied', {
          label: label === '' ? t(`richText.teacher.label.${kind}`) : label,
          text,
        }),
      ),
      CommandKeys,
    ],
    [codecOf, t, teacherWords],
  );
  const tellEdit = useEffectEvent(onEdit);
  const editor = useEditor({
    extensions,
    editable: !isReadOnly,
    injectNonce: styleNonce(),
    shouldRerenderOnTransaction: false,
    editorProps: {
      attributes: {
        class: 'rich-text-body',
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-label': label,
        'data-placeholder': placeholder,
      },
    },
    onBeforeCreate: ({ editor: made }) => {
      made.options.content = codecOf(made.schema).toDocument(blocks);
    },
    onUpdate: ({ editor: { schema, state } }) => {
      const { doc } = state;
      tellEdit(() => codecOf(schema).toBlocks(doc));
    },
  });
  useEffect(() => editor.setEditable(!isReadOnly, false), [editor, isReadOnly]);
  const show = useCallback(
    (wanted: readonly LessonBlock[]) => showBlocks(editor, codecOf(editor.schema), wanted),
    [editor, codecOf],
  );
  useEffect(() => show(blocks), [show, blocks]);
  const askPictures = usePictures(editor, isReadOnly ? undefined : pictures);
  useMenuHistory(editor);
  // The view's own focus, which is at once: Tiptap's waits for a frame, and a fast first key would go elsewhere.
  useImperativeHandle(handle, () => ({ focus: () => editor.view.focus(), show }), [editor, show]);

  // A bar that comes up between the press and the release moves the text away below the mouse: where it was pressed counts.
  const isPressedBelow = useRef(false);
  const notePress = (event: MouseEvent) => {
    isPressedBelow.current = event.target === event.currentTarget;
  };
  /** The room below the last line belongs to the text: a click there goes on writing. */
  const writeBelow = (event: MouseEvent) => {
    if (!isPressedBelow.current || event.target !== event.currentTarget || isReadOnly) return;
    const { lastChild, content } = editor.state.doc;
    const chain = editor.chain();
    if (lastChild?.type.name !== 'paragraph') chain.insertContentAt(content.size, { type: 'paragraph' });
    chain.focus('end').run();
  };
  return (
    <div className="rich-text" data-readonly={isReadOnly || undefined} data-testid={testId}>
      {isReadOnly ? null : <RichTextToolbar editor={editor} onPictures={askPictures} />}
      {isReadOnly ? null : <TableBar editor={editor} />}
      {isReadOnly ? null : <ColumnsBar editor={editor} />}
      {isReadOnly ? null : <PictureBar editor={editor} />}
      {isReadOnly || clock === undefined ? null : <TeacherBar editor={editor} clock={clock} />}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the text itself has the keyboard */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: likewise */}
      <div className="rich-text-page" onMouseDown={notePress} onClick={writeBelow}>
        <EditorContent editor={editor} />
      </div>
    </div>
  );
}

function showBlocks(editor: Editor, codec: BlockCodec, blocks: readonly LessonBlock[]): void {
  const wanted = editor.schema.nodeFromJSON(codec.toDocument(blocks));
  const transaction = showText(editor.state, wanted);
  // Also where the words are the same: whether a block is a second version is drawn anew.
  editor.view.dispatch(transaction ?? editor.state.tr.setMeta('addToHistory', false));
}

/** One codec per editor: it remembers each block as it came. */
function codecOnce() {
  let codec: BlockCodec | null = null;
  return (schema: Parameters<typeof createBlockCodec>[0]): BlockCodec => {
    codec ??= createBlockCodec(schema);
    return codec;
  };
}
