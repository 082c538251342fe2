import { Button, Modal, SegmentedControl } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LessonVersion, LessonVersions, VersionText } from '../../../../preload/contract/index.ts';
import { engine } from '../../../app/engine.ts';
import { useIsReadOnly } from '../../../app/use-is-read-only.ts';
import { EmptyState } from '../../../components/empty-state.tsx';
import { QueryView } from '../../../components/query-view.tsx';
import { compareTexts } from '../../../components/rich-text/compare/compare-texts.ts';
import { comparedSchema } from '../../../components/rich-text/compare/mark-words.ts';
import { useFormats } from '../../../i18n/use-formats.ts';
import type { LessonSession } from '../lesson-session.ts';
import { Comparison, type ComparisonLayout } from './comparison.tsx';
import { useRestoreVersion } from './use-restore-version.ts';
import { useVersionWords } from './use-version-words.ts';
import { VersionList } from './version-list.tsx';
import './versions.css';

interface Props {
  readonly session: LessonSession;
  readonly lessonId: string;
  readonly onClose: () => void;
}

/** The earlier texts of a lesson: which there are, what they say otherwise, and the way back. */
export function VersionsDialog({ session, lessonId, onClose }: Props) {
  const { t } = useTranslation();
  const query = useQuery(engine.lessons.versions.queryOptions({ input: { lessonId } }));
  return (
    <Modal
      opened
      onClose={onClose}
      size={1180}
      title={t('versions.title')}
      closeButtonProps={{ 'aria-label': t('app.action.close') }}
      data-testid="versions-dialog"
    >
      <QueryView
        query={query}
        show={(history) =>
          history.versions.length === 0 ? (
            <EmptyState text={t('versions.none')} />
          ) : (
            <History session={session} lessonId={lessonId} history={history} />
          )
        }
      />
    </Modal>
  );
}

interface HistoryProps extends Omit<Props, 'onClose'> {
  readonly history: LessonVersions;
}

function History({ session, lessonId, history: { versions, since } }: HistoryProps) {
  const { t } = useTranslation();
  const { changed } = useVersionWords();
  const isReadOnly = useIsReadOnly();
  const restore = useRestoreVersion(session, lessonId);
  const [wanted, setWanted] = useState<number | null>(null);
  const chosen = versions.find(({ id }) => id === wanted) ?? versions[0];
  const [layout, setLayout] = useState<ComparisonLayout>('beside');
  if (chosen === undefined) return null;
  const restoreOf = (blockId?: string) => {
    // What is kept of the text first is newer; the choice stays.
    setWanted(chosen.id);
    if (!isReadOnly) void restore(chosen, blockId);
  };
  return (
    <div className="versions">
      <aside className="versions-side">
        <p className="lesson-hint">
          {since.length === 0 ? t('versions.sinceNothing') : t('versions.since', { changes: changed(since) })}
        </p>
        <VersionList
          versions={versions}
          chosenId={chosen.id}
          onChoose={setWanted}
          onRestore={() => restoreOf()}
        />
        <p className="lesson-hint">{t('versions.keys')}</p>
      </aside>
      <div className="versions-text">
        <div className="versions-bar">
          <SegmentedControl
            size="xs"
            aria-label={t('versions.layout.label')}
            value={layout}
            onChange={(value) => setLayout(value === 'inline' ? 'inline' : 'beside')}
            data={(['beside', 'inline'] as const).map((value) => ({
              value,
              label: t(`versions.layout.${value}`),
            }))}
            data-testid="versions-layout"
          />
          <p className="lesson-hint">{t('versions.legend')}</p>
          {isReadOnly ? null : (
            <Button
              size="xs"
              leftSection={<IconArrowBackUp size={16} aria-hidden />}
              onClick={() => restoreOf()}
              data-testid="restore-version"
            >
              {t('versions.restore')}
            </Button>
          )}
        </div>
        <ComparedVersion
          lessonId={lessonId}
          version={chosen}
          layout={layout}
          isReadOnly={isReadOnly}
          onRestore={restoreOf}
        />
      </div>
    </div>
  );
}

interface ComparedProps {
  readonly lessonId: string;
  readonly version: LessonVersion;
  readonly layout: ComparisonLayout;
  readonly isReadOnly: boolean;
  readonly onRestore: (blockId: string) => void;
}

/** A version can be thinned out while it stands in the list: then it is said instead of an empty comparison. */
function ComparedVersion(props: ComparedProps) {
  const input = { lessonId: props.lessonId, versionId: props.version.id };
  const query = useQuery({
    ...engine.lessons.version.queryOptions({ input }),
    placeholderData: keepPreviousData,
  });
  return <QueryView query={query} show={(text) => <ComparedText {...props} text={text} />} />;
}

function ComparedText(props: ComparedProps & { readonly text: VersionText }) {
  const { lessonId, version, text, layout, isReadOnly, onRestore } = props;
  const { t } = useTranslation();
  const formats = useFormats();
  const { data: lesson } = useQuery(engine.lessons.get.queryOptions({ input: { lessonId } }));
  const [schema] = useState(comparedSchema);
  const blocks = useMemo(
    () => (lesson === undefined ? [] : compareTexts(schema, text.blocks, lesson.blocks)),
    [schema, text, lesson],
  );
  const isAlike = blocks.every(({ state }) => state === 'same');
  return (
    <>
      <div className="comparison-titles" data-layout={layout}>
        <h3>{t('versions.of', { date: formats.dateTime(version.writtenAt) })}</h3>
        <h3>{t('versions.now')}</h3>
      </div>
      {isAlike && lesson !== undefined ? <p className="lesson-hint">{t('versions.alike')}</p> : null}
      <Comparison blocks={blocks} layout={layout} isReadOnly={isReadOnly} onRestore={onRestore} />
    </>
  );
}
