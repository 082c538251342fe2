import { IconFile, IconTypography } from '@tabler/icons-react';
import type { Ref } from 'react';
import { memo, useCallback, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { CopyDocument, DocumentRef, SubmissionDetail } from '../../../preload/contract/index.ts';
import type { DocumentViewHandle } from '../../components/document-view/document-view.tsx';
import type { PageSurface } from '../../components/document-view/page-surfaces.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { finishComposing } from './annotations/annotation-session.ts';
import { AnnotationToolbar } from './annotations/annotation-toolbar.tsx';
import { PageMarks } from './annotations/page-marks.tsx';
import { useAnnotations } from './annotations/use-annotations.ts';
import { BroughtFile } from './brought-file.tsx';
import './copy-pane.css';
import { DocumentStack } from './document-stack.tsx';
import { TypedText } from './typed-text.tsx';

/** A document of the copy by its place, or the text that the student typed. */
export type CopyPart = number | 'text';

export type CopyContent = Pick<SubmissionDetail, 'documents' | 'text' | 'status'>;

interface Props {
  readonly submissionId: string;
  /** Undefined while it is being read. */
  readonly detail: CopyContent | undefined;
  readonly part: CopyPart;
  readonly toWarm: readonly DocumentRef[];
  readonly handle: Ref<DocumentViewHandle>;
  readonly onPart: (part: CopyPart) => void;
}

/** The middle pane: what the student handed in. */
export const CopyPane = memo(function CopyPane({
  submissionId,
  detail,
  part,
  toWarm,
  handle,
  onPart,
}: Props) {
  const { t } = useTranslation();
  const document = documentOf(detail, part);
  const { session, shown } = useAnnotations(submissionId, document);
  useEffect(() => void finishComposing(), []);
  const overlay = useCallback(
    (surface: PageSurface) => (session === null ? null : <PageMarks session={session} surface={surface} />),
    [session],
  );
  const hasTabs = detail !== undefined && partsOf(detail).length > 1;
  return (
    <section
      className="grading-document"
      aria-label={t('grading.document.label')}
      data-names-document={hasTabs || undefined}
    >
      {detail === undefined ? null : <PartTabs detail={detail} part={part} onPart={onPart} />}
      <BroughtFile document={document} />
      {session === null ? null : <AnnotationToolbar session={session} />}
      <DocumentStack shown={shown} toWarm={toWarm} handle={handle} overlay={overlay} />
      {detail === undefined ? null : <WithoutDocument detail={detail} part={part} />}
    </section>
  );
});

function documentOf(detail: CopyContent | undefined, part: CopyPart): CopyDocument | null {
  return part === 'text' ? null : (detail?.documents[part] ?? null);
}

/** The student's typed text, or the word that there is nothing. */
function WithoutDocument({ detail, part }: { detail: CopyContent; part: CopyPart }) {
  const { t } = useTranslation();
  if (part === 'text') {
    return <TypedText label={t('grading.document.text')} text={detail.text} />;
  }
  if (detail.documents[part] !== undefined) return null;
  return (
    <EmptyState
      text={t(detail.status === 'missing' ? 'grading.document.missing' : 'grading.document.nothing')}
    />
  );
}

/** The parts of a copy, when there are several. */
function PartTabs({ detail, part, onPart }: Pick<Props, 'part' | 'onPart'> & { detail: CopyContent }) {
  const { t } = useTranslation();
  const parts = partsOf(detail);
  if (parts.length < 2) return null;
  const nameOf = (one: CopyPart) =>
    one === 'text' ? t('grading.document.text') : (detail.documents[one]?.name ?? '');
  return (
    <div className="grading-tabs" role="tablist" aria-label={t('grading.document.tabs')}>
      {parts.map((one, index) => {
        const Icon = one === 'text' ? IconTypography : IconFile;
        return (
          <button
            key={String(one)}
            type="button"
            role="tab"
            className="grading-tab"
            aria-selected={one === part}
            tabIndex={one === part ? 0 : -1}
            title={nameOf(one)}
            onClick={() => onPart(one)}
            onKeyDown={(event) => {
              const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
              const next = step === 0 ? undefined : parts[(index + step + parts.length) % parts.length];
              if (next === undefined) return;
              event.stopPropagation();
              onPart(next);
              const tabs = event.currentTarget.parentElement?.children;
              (tabs?.[parts.indexOf(next)] as HTMLElement | undefined)?.focus();
            }}
          >
            <Icon size={16} stroke={1.6} aria-hidden />
            <span>{nameOf(one)}</span>
          </button>
        );
      })}
    </div>
  );
}

/** The parts of a copy in the order of their tabs: its documents, then its text. */
export function partsOf(detail: CopyContent): CopyPart[] {
  const documents: CopyPart[] = detail.documents.map((_, index) => index);
  return detail.text.trim() === '' ? documents : [...documents, 'text'];
}
