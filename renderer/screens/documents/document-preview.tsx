import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { DocumentRef, Optimisation } from '../../../preload/contract/index.ts';
import { ErrorBoundary } from '../../app/error-boundary.tsx';
import { canCompare } from '../../components/compare-view/can-compare.ts';
import { useFormats } from '../../i18n/use-formats.ts';

// The viewer carries pdf.js: it is fetched when a document is first looked at.
const DocumentView = lazy(async () => ({
  default: (await import('../../components/document-view/document-view.tsx')).DocumentView,
}));

const CompareView = lazy(async () => ({
  default: (await import('../../components/compare-view/compare-view.tsx')).CompareView,
}));

export type Version = 'sent' | 'original' | 'both';

interface Props {
  readonly document: DocumentRef;
  readonly original: DocumentRef;
  readonly version: Version;
  readonly optimisation: Optimisation;
}

/** The version that was chosen, or both: one over the other with a line between them where they can be drawn, else side by side. */
export function DocumentPreview({ document, original, version, optimisation }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  if (version !== 'both') return <View document={version === 'sent' ? document : original} />;
  if (canCompare(document, original))
    return (
      <ErrorBoundary key={`${original.sha256} ${document.sha256}`}>
        <Suspense fallback={null}>
          <CompareView original={original} document={document} />
        </Suspense>
      </ErrorBoundary>
    );
  return (
    <div className="documents-both">
      <figure>
        <figcaption>
          {t('documents.detail.originalSize', { size: formats.size(optimisation.bytesBefore) })}
        </figcaption>
        <View document={original} />
      </figure>
      <figure>
        <figcaption>
          {t('documents.detail.sentSize', { size: formats.size(optimisation.bytesAfter) })}
        </figcaption>
        <View document={document} />
      </figure>
    </div>
  );
}

function View({ document }: { document: DocumentRef }) {
  return (
    <div className="documents-view">
      <ErrorBoundary key={document.sha256}>
        <Suspense fallback={null}>
          <DocumentView document={document} />
        </Suspense>
      </ErrorBoundary>
    </div>
  );
}
