import { Button, NativeSelect, TextInput } from '@mantine/core';
import type { Editor } from '@tiptap/react';
import { useEditorState } from '@tiptap/react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { blockIdOf } from './block-id.ts';
import {
  dateCorrection,
  giveToStudents,
  type TeacherAttrs,
  teacherAttrs,
  teacherBlockAt,
} from './teacher-block.ts';

const WHENS = ['never', 'at', 'same', 'after'] as const;
type When = (typeof WHENS)[number];

interface Props {
  readonly editor: Editor;
  /** A date and an hour as a field of the browser writes them, on the school's clock. */
  readonly clock: MinuteClock;
}

export interface MinuteClock {
  /** What is proposed for a correction that gets a date. */
  readonly proposedAt: () => number;
  readonly toText: (atMs: number) => string;
  /** Null for a text that is no date. */
  readonly fromText: (text: string) => number | null;
}

/** Below the tools while the cursor is in a note or a correction: when students read it. */
export function TeacherBar({ editor, clock }: Props) {
  const { t } = useTranslation();
  const said = useEditorState({
    editor,
    selector: ({ editor: now }) => {
      const known = teacherBlockAt(now.state);
      return known === null ? null : { ...teacherAttrs(known.node), blockId: blockIdOf(known.node) };
    },
  });
  if (said === null) return null;
  return (
    <section
      className="rich-text-teacher-bar"
      aria-label={t('richText.teacher.bar')}
      data-testid="teacher-bar"
    >
      {said.kind === 'note' ? (
        <span>{t('richText.teacher.noteHint')}</span>
      ) : (
        <CorrectionDate key={said.blockId} editor={editor} clock={clock} said={said} />
      )}
      <Button
        variant="subtle"
        size="compact-sm"
        onClick={() => editor.chain().focus().command(giveToStudents).run()}
        data-testid="teacher-give"
      >
        {t('richText.teacher.give')}
      </Button>
    </section>
  );
}

/** Nothing is set before it is confirmed: passing over a choice, or a date half typed, must not show a correction to a class. */
function CorrectionDate({ editor, clock, said }: Props & { said: TeacherAttrs }) {
  const { t } = useTranslation();
  const [when, setWhen] = useState<When>(whenOf(said));
  const [text, setText] = useState(() => clock.toText(said.at ?? clock.proposedAt()));
  const [isPast, setIsPast] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const at = when === 'at' ? clock.fromText(text) : null;
    const isFaulty = when === 'at' && (at === null || at <= Date.now());
    setIsPast(isFaulty);
    if (isFaulty) return;
    const due = when === 'same' || when === 'after' ? when : null;
    editor.chain().command(dateCorrection({ at, due })).focus().run();
  };
  return (
    <form className="rich-text-correction" onSubmit={submit}>
      <NativeSelect
        aria-label={t('richText.teacher.when.label')}
        data={WHENS.map((one) => ({ value: one, label: t(`richText.teacher.when.${one}`) }))}
        value={when}
        onChange={(event) => setWhen(event.currentTarget.value as When)}
        data-testid="correction-when"
      />
      {when !== 'at' ? null : (
        <TextInput
          type="datetime-local"
          aria-label={t('richText.teacher.date')}
          value={text}
          error={isPast ? t('richText.teacher.past') : undefined}
          onChange={(event) => setText(event.currentTarget.value)}
          data-testid="correction-date"
        />
      )}
      <Button type="submit" variant="default" size="compact-sm" data-testid="correction-set">
        {t('richText.teacher.set')}
      </Button>
    </form>
  );
}

function whenOf({ at, due }: TeacherAttrs): When {
  return due ?? (at === null ? 'never' : 'at');
}
