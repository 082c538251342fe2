import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conflict } from '../../../preload/contract/index.ts';
import { useRelative } from '../../app/use-relative.ts';
import { parseGrade } from '../../i18n/parse-grade.ts';
import { useFormats } from '../../i18n/use-formats.ts';

interface Props {
  readonly title: string;
  readonly entity: Conflict['entity'];
  readonly side: Conflict['mine'];
  /** The author's name when the ENT gives none. */
  readonly nobody: string;
  readonly children: ReactNode;
}

/** One of the two versions: what it says, who wrote it and when, and the button that keeps it. */
export function ConflictSide({ title, entity, side, nobody, children }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const relative = useRelative();
  const author = side.by === '' ? nobody : side.by;
  const grade = entity === 'grade' ? parseGrade(side.text) : null;
  const text = grade === null ? side.text : formats.points(grade);
  return (
    <div className="sync-side">
      <h3 className="sync-side-title">{title}</h3>
      <p className="sync-side-text" data-entity={entity}>
        {text === '' ? t('sync.conflicts.deleted') : text}
      </p>
      <p className="sync-side-author" title={side.at === null ? undefined : formats.dateTime(side.at)}>
        {side.at === null ? author : t('sync.conflicts.by', { name: author, when: relative(side.at) })}
      </p>
      {children}
    </div>
  );
}
