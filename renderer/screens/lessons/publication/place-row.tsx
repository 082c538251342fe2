import { Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { LessonPlace } from '../../../../preload/contract/index.ts';
import { useNow } from '../../../app/use-now.ts';
import { SyncMark } from '../../../components/sync-mark.tsx';
import { useFormats } from '../../../i18n/use-formats.ts';
import { fromMinuteText, toMinuteText } from '../school-time.ts';
import { type Choice, type When, whensOf } from './publication-choices.ts';
import { usePublicationWords } from './use-publication-words.ts';

interface Props {
  readonly place: LessonPlace;
  readonly choice: Choice;
  readonly proposedAt: number;
  /** When the lesson's homework would be due with a copy; none: it has none. */
  readonly dueAts: readonly number[];
  /** The first of the dialog has the keyboard. */
  readonly isFirst: boolean;
  readonly onChange: (change: Partial<Choice>) => void;
}

/** One class: what it has of the lesson, and what becomes of that. */
export function PlaceRow({ place, choice, proposedAt, dueAts, isFirst, onChange }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const now = useNow();
  const publicationWords = usePublicationWords();
  const { classGroupName, lesson } = place;
  const { when, atMs, isCorrected } = choice;
  const keep = lesson === null ? t('lessons.publication.notGiven') : publicationWords(lesson).words;
  const wordsOf = (one: When) => (one === 'keep' ? keep : t(`lessons.publication.when.${one}`));
  return (
    <li className="lesson-place" data-testid="lesson-place">
      <span className="lesson-place-name">
        <strong>{classGroupName}</strong>
        {lesson === null ? null : <small>{formats.dateTime(lesson.startsAt)}</small>}
        {lesson === null || lesson.sync === 'synced' ? null : <SyncMark state={lesson.sync} isCompact />}
      </span>
      <NativeSelect
        aria-label={t('lessons.publication.whenIn', { classGroup: classGroupName })}
        data={whensOf(lesson, now).map((one) => ({ value: one, label: wordsOf(one) }))}
        value={when}
        onChange={(event) => onChange({ when: event.currentTarget.value as When })}
        // Told twice: the dialog looks for its first field when it opens, and the classes may come after that.
        autoFocus={isFirst}
        data-autofocus={isFirst || undefined}
        data-testid="place-when"
      />
      {when !== 'date' ? null : (
        <MinuteField
          label={t('lessons.publication.date')}
          atMs={atMs}
          onChange={(value) => onChange({ atMs: value })}
          testId="place-date"
        />
      )}
      {lesson !== null || when === 'keep' ? null : (
        <CopyFields startsAt={choice.startsAt ?? proposedAt} {...{ choice, dueAts, onChange }} />
      )}
      {lesson === null || lesson.isSame ? null : (
        <Checkbox
          label={t('lessons.publication.correct')}
          checked={isCorrected}
          onChange={(event) => onChange({ isCorrected: event.currentTarget.checked })}
          data-testid="place-correct"
        />
      )}
    </li>
  );
}

/** When a copy takes place, and whether the homework is given there too. */
function CopyFields({
  startsAt,
  choice,
  dueAts,
  onChange,
}: Pick<Props, 'choice' | 'dueAts' | 'onChange'> & { readonly startsAt: number }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const dates = [...new Set(dueAts)].sort((a, b) => a - b).map((dueAt) => formats.day(dueAt));
  return (
    <>
      <MinuteField
        label={t('lessons.publication.heldOn')}
        atMs={startsAt}
        onChange={(value) => onChange({ startsAt: value })}
        testId="place-starts"
      />
      {dueAts.length === 0 ? null : (
        <Checkbox
          label={t('lessons.publication.giveHomework')}
          description={t('lessons.publication.homeworkDue', { dates: dates.join(', ') })}
          checked={choice.isHomeworkGiven}
          onChange={(event) => onChange({ isHomeworkGiven: event.currentTarget.checked })}
          data-testid="place-homework"
        />
      )}
    </>
  );
}

interface MinuteProps {
  readonly label: string;
  readonly atMs: number;
  readonly onChange: (atMs: number) => void;
  readonly testId: string;
}

/** A date and an hour of the school's clock; a field that is emptied keeps the last one. */
function MinuteField({ label, atMs, onChange, testId }: MinuteProps) {
  return (
    <TextInput
      type="datetime-local"
      label={label}
      required
      withAsterisk={false}
      value={toMinuteText(atMs)}
      onChange={(event) => {
        const next = fromMinuteText(event.currentTarget.value);
        if (next !== null) onChange(next);
      }}
      data-testid={testId}
    />
  );
}
