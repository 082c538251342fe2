import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DocumentRef, EarlierAttempt, SubmissionDetail } from '../../../preload/contract/index.ts';
import { AttachedRow } from '../../components/attachments/attached-row.tsx';
import { DocumentDialog } from '../../components/attachments/document-dialog.tsx';
import { extensionOf } from '../../components/document-view/document-kind.ts';
import { useFormats } from '../../i18n/use-formats.ts';
import { useMarkWords } from '../../i18n/use-mark-words.ts';

interface Props {
  readonly detail: SubmissionDetail;
  /** Files are numbered then: students write their names in theirs. */
  readonly isAnonymous: boolean;
}

/** What the student handed in before this attempt, and what was given for it: to be read. */
export function EarlierAttempts({ detail, isAnonymous }: Props) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState<DocumentRef | null>(null);
  const labelId = useId();
  if (detail.earlierAttempts.length === 0) return null;
  return (
    <section aria-labelledby={labelId} data-testid="earlier-attempts">
      <p id={labelId} className="grading-label">
        {t('grading.attempts.label')}
      </p>
      {detail.earlierAttempts.map((attempt) => (
        <Attempt
          key={attempt.attempt}
          attempt={attempt}
          detail={detail}
          isAnonymous={isAnonymous}
          onOpen={setOpened}
        />
      ))}
      <DocumentDialog document={opened} onClose={() => setOpened(null)} />
    </section>
  );
}

interface AttemptProps extends Props {
  readonly attempt: EarlierAttempt;
  readonly onOpen: (document: DocumentRef) => void;
}

function Attempt({ attempt, detail, isAnonymous, onOpen }: AttemptProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const words = useMarkWords();
  const { attempt: number, submittedAt, pointsTimes100, text, comment, documents, returned } = attempt;
  const mark = { pointsTimes100, standing: null, isCounted: true };
  const named = (file: DocumentRef, index: number): DocumentRef =>
    isAnonymous
      ? { ...file, name: numbered(file.name, t('grading.document.number', { number: index + 1 })) }
      : file;
  return (
    <details className="earlier-attempt" data-testid="earlier-attempt">
      <summary>
        {submittedAt === null
          ? t('grading.attempts.attempt', { number })
          : t('grading.attempts.attemptOn', { number, date: formats.dateTime(submittedAt) })}
        {' · '}
        {pointsTimes100 === null
          ? t('grading.attempts.ungraded')
          : words(mark, detail.assignment.rules.scale)}
      </summary>
      {text === '' ? null : <p className="grading-earlier-text">{text}</p>}
      <Files label={t('grading.attempts.files', { number })} files={documents.map(named)} onOpen={onOpen} />
      {comment === '' ? null : (
        <p>
          {t('grading.attempts.comment')} <span className="grading-earlier-text">{comment}</span>
        </p>
      )}
      <Files label={t('grading.attempts.returned', { number })} files={returned} onOpen={onOpen} />
    </details>
  );
}

function Files({
  label,
  files,
  onOpen,
}: {
  readonly label: string;
  readonly files: readonly DocumentRef[];
  readonly onOpen: AttemptProps['onOpen'];
}) {
  if (files.length === 0) return null;
  return (
    <ul className="attachments-list" aria-label={label}>
      {files.map((document) => (
        <AttachedRow
          key={document.id}
          file={{ id: document.id, document, optimisation: null, sync: 'synced' }}
          onOpen={() => onOpen(document)}
          onOpenOutside={undefined}
          onRemove={undefined}
        />
      ))}
    </ul>
  );
}

function numbered(name: string, number: string): string {
  const extension = extensionOf(name);
  return extension === '' ? number : `${number}.${extension}`;
}
