import { Button, SegmentedControl, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LibraryDocument } from '../../../preload/contract/index.ts';
import { engine } from '../../app/engine.ts';
import { toHash } from '../../app/routes.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { Screen } from '../../components/screen.tsx';
import { SplitPanes } from '../../components/split-panes.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { ArrivalsView } from './arrivals-view.tsx';
import { DocumentDetail } from './document-detail.tsx';
import { DocumentTable } from './document-table.tsx';
import './documents.css';
import { matchName } from './match-name.ts';

/** The library: the teacher's own files and what the optimiser made of each; and what waits to be put in its place. */
export function DocumentsScreen({ documentId }: { documentId?: string | undefined }) {
  const { t } = useTranslation();
  const documents = useQuery(engine.library.list.queryOptions());
  const current = documents.data?.find(({ id }) => id === documentId);
  const [part, setPart] = useState<Part>('library');
  return (
    <Screen
      name="documents"
      title={t('documents.title')}
      subject={part === 'library' ? current?.document.name : undefined}
      subtitle={<Savings />}
      actions={<Parts part={part} onPart={setPart} />}
      layout="panes"
    >
      {part === 'arrivals' ? (
        <ArrivalsView />
      ) : (
        <QueryView query={documents} show={(answer) => <Library documents={answer} current={current} />} />
      )}
    </Screen>
  );
}

type Part = 'library' | 'arrivals';

function Parts({ part, onPart }: { part: Part; onPart: (part: Part) => void }) {
  const { t } = useTranslation();
  const { data } = useQuery(engine.watch.arrivals.queryOptions());
  const count = data?.total ?? 0;
  return (
    <SegmentedControl
      aria-label={t('documents.tabs.label')}
      value={part}
      onChange={(value) => onPart(value as Part)}
      data={[
        { value: 'library', label: t('documents.tabs.library') },
        {
          value: 'arrivals',
          label: count === 0 ? t('documents.tabs.arrivals') : t('documents.tabs.arrivalsCount', { count }),
        },
      ]}
    />
  );
}

function Library({
  documents,
  current,
}: {
  documents: readonly LibraryDocument[];
  current: LibraryDocument | undefined;
}) {
  const { t } = useTranslation();
  if (documents.length === 0)
    return (
      <EmptyState
        text={t('documents.none')}
        action={
          <Button component="a" href={toHash({ screen: 'lessons' })}>
            {t('documents.toLessons')}
          </Button>
        }
      />
    );
  return (
    <SplitPanes
      id="documents"
      label={t('documents.detail.resize')}
      initialShare={0.56}
      first={<DocumentList documents={documents} currentId={current?.id ?? null} />}
      second={<DetailPane document={current} />}
    />
  );
}

function Savings() {
  const { t } = useTranslation();
  const formats = useFormats();
  const { data: savings } = useQuery(engine.library.savings.queryOptions());
  if (savings === undefined || savings.documentCount === 0) return null;
  const { documentCount, bytesBefore, bytesAfter, thisWeek } = savings;
  const share = bytesBefore === 0 ? 0 : (bytesBefore - bytesAfter) / bytesBefore;
  const ofAll = t('documents.summary', {
    count: documentCount,
    before: formats.size(bytesBefore),
    after: formats.size(bytesAfter),
    percent: formats.percent(share),
  });
  const saved = thisWeek.bytesBefore - thisWeek.bytesAfter;
  return saved > 0 ? `${ofAll} · ${t('documents.summaryThisWeek', { size: formats.size(saved) })}` : ofAll;
}

function DocumentList({
  documents,
  currentId,
}: {
  documents: readonly LibraryDocument[];
  currentId: string | null;
}) {
  const { t } = useTranslation();
  const [search, setSearch] = useState('');
  const found = documents.filter(({ document }) => matchName(document.name, search));
  return (
    <>
      <TextInput
        className="documents-search"
        aria-label={t('documents.search')}
        placeholder={t('documents.search')}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      {found.length === 0 ? (
        <p className="documents-no-match" role="status">
          {t('documents.noMatch')}
        </p>
      ) : (
        <DocumentTable documents={found} currentId={currentId} />
      )}
    </>
  );
}

function DetailPane({ document }: { document: LibraryDocument | undefined }) {
  const { t } = useTranslation();
  if (document === undefined) return <EmptyState text={t('documents.detail.pick')} />;
  return <DocumentDetail key={document.id} libraryDocument={document} />;
}
