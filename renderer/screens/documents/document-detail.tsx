import { ActionIcon, Button, SegmentedControl } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LibraryDocument, Optimisation } from '../../../preload/contract/index.ts';
import { navigate } from '../../app/routes.ts';
import { canCompare } from '../../components/compare-view/can-compare.ts';
import { useSaveCopy } from '../../components/document-view/use-save-copy.ts';
import { useOptimiseReason } from '../../components/use-optimise-reason.ts';
import { useFormats } from '../../i18n/use-formats.ts';
import { BudgetLine } from './budget-line.tsx';
import type { Version } from './document-preview.tsx';
import { DocumentPreview } from './document-preview.tsx';
import { OutcomeMark } from './outcome-mark.tsx';
import { PresetChoice } from './preset-choice.tsx';
import { UsedIn } from './used-in.tsx';

/** One document: what became of it and why, where it is used, and a look at either version or both. */
export function DocumentDetail({ libraryDocument }: { libraryDocument: LibraryDocument }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const saveCopy = useSaveCopy();
  const { document, original, optimisation, addedAt, usedIn } = libraryDocument;
  const hasTwoVersions = document.sha256 !== original.sha256;
  const [version, setVersion] = useState<Version>('sent');
  return (
    <section className="documents-detail" aria-label={t('documents.detail.label')}>
      <header className="documents-detail-head">
        <div className="documents-detail-title">
          <h2>{document.name}</h2>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('documents.detail.close')}
            onClick={() => navigate({ screen: 'documents' }, { replace: true })}
          >
            <IconX size={18} aria-hidden />
          </ActionIcon>
        </div>
        <OptimiseOutcome optimisation={optimisation} />
        <BudgetLine sizeBytes={document.sizeBytes} />
        <p className="documents-quiet">{t('documents.detail.added', { date: formats.dateTime(addedAt) })}</p>
        <UsedIn places={usedIn} />
        <PresetChoice libraryDocument={libraryDocument} />
        <div className="documents-detail-actions">
          {hasTwoVersions ? (
            <SegmentedControl
              aria-label={t('documents.detail.view')}
              value={version}
              onChange={(value) => setVersion(value as Version)}
              data={[
                { value: 'sent', label: t('documents.detail.sent') },
                { value: 'original', label: t('documents.detail.original') },
                {
                  value: 'both',
                  label: t(
                    canCompare(document, original) ? 'documents.detail.compare' : 'documents.detail.both',
                  ),
                },
              ]}
            />
          ) : null}
          {saveCopy.isAllowed ? (
            <Button
              variant="default"
              onClick={() => saveCopy.mutate(version === 'original' ? original : document)}
              loading={saveCopy.isPending}
            >
              {t('documents.detail.save')}
            </Button>
          ) : null}
        </div>
      </header>
      <DocumentPreview
        document={document}
        original={original}
        version={hasTwoVersions ? version : 'sent'}
        optimisation={optimisation}
      />
    </section>
  );
}

/** What the optimiser made of a document, its sizes, and why. */
export function OptimiseOutcome({ optimisation }: { optimisation: Optimisation }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const reasonOf = useOptimiseReason();
  const { bytesBefore, bytesAfter, reason } = optimisation;
  const isLighter = bytesAfter < bytesBefore;
  return (
    <p className="documents-detail-outcome">
      <OutcomeMark optimisation={optimisation} />
      <span>
        {isLighter
          ? t('documents.detail.saved', {
              before: formats.size(bytesBefore),
              after: formats.size(bytesAfter),
              percent: formats.percent((bytesBefore - bytesAfter) / bytesBefore),
            })
          : t('documents.detail.same', { size: formats.size(bytesBefore) })}
      </span>
      <span className="documents-quiet">{reasonOf(reason)}</span>
    </p>
  );
}
