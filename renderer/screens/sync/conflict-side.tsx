import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conflict, ConflictField } from '../../../preload/contract/index.ts';
import { counting, gradeStanding, handIn, markingState } from '../../../preload/contract/index.ts';
import { useRelative } from '../../app/use-relative.ts';
import { useFormats } from '../../i18n/use-formats.ts';

interface Props {
  readonly title: string;
  readonly side: Conflict['mine'];
  /** The author's name when the ENT gives none. */
  readonly nobody: string;
  readonly children: ReactNode;
}

/** One of the two versions: what it says where the two differ, who wrote it and when, and the button that keeps it. */
export function ConflictSide({ title, side, nobody, children }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const relative = useRelative();
  const author = side.by === '' ? nobody : side.by;
  return (
    <div className="sync-side">
      <h3 className="sync-side-title">{title}</h3>
      {side.isRemoved ? <p className="sync-side-text">{t('sync.conflicts.deleted')}</p> : null}
      {side.fields.length === 0 ? null : <FieldList fields={side.fields} />}
      <p className="sync-side-author" title={side.at === null ? undefined : formats.dateTime(side.at)}>
        {side.at === null ? author : t('sync.conflicts.by', { name: author, when: relative(side.at) })}
      </p>
      {children}
    </div>
  );
}

function FieldList({ fields }: { fields: readonly ConflictField[] }) {
  const { t } = useTranslation();
  const wordsOf = useFieldWords();
  return (
    <dl className="sync-side-fields">
      {fields.map((field) => (
        <div key={field.name}>
          <dt>{t(`sync.conflicts.field.${field.name}`)}</dt>
          <dd data-field={field.name}>{wordsOf(field)}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Numbers that are no instants. */
const COUNTS: ReadonlySet<ConflictField['name']> = new Set(['expectedMinutes', 'attempt']);

/** A field's value as people read it. */
function useFieldWords(): (field: ConflictField) => string {
  const { t } = useTranslation();
  const formats = useFormats();
  return ({ name, value, outOf }) => {
    if (typeof value === 'boolean') return t(value ? 'sync.conflicts.yes' : 'sync.conflicts.no');
    if (value === '') return t('sync.conflicts.empty');
    if (name === 'standing') return t(`grading.standing.${gradeStanding.parse(value)}`);
    if (name === 'counting') return t(`sync.conflicts.${counting.parse(value)}`);
    if (name === 'state') return t(`grading.handling.states.${markingState.parse(value)}`);
    if (name === 'handIn') return t(`lessons.homework.handedIn.${handIn.parse(value)}`);
    if (typeof value === 'string') return value;
    if (name === 'points') return outOf === undefined ? formats.points(value) : formats.grade(value, outOf);
    if (name === 'fileBytes') return formats.size(value);
    return COUNTS.has(name) ? String(value) : formats.dateTime(value);
  };
}
