import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Arrival } from '../../../preload/contract/index.ts';
import { engine } from '../../app/engine.ts';
import { useIsReadOnly } from '../../app/use-is-read-only.ts';
import { BatchPanel } from '../../components/attachments/batch-panel.tsx';
import { DropZone } from '../../components/attachments/drop-zone.tsx';
import { IncomingControls, IncomingList } from '../../components/attachments/incoming-list.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { SplitPanes } from '../../components/split-panes.tsx';
import { WatchedFolders } from '../../components/watched-folders/watched-folders.tsx';
import { ArrivalDetail } from './arrival-detail.tsx';
import { ArrivalList } from './arrival-list.tsx';
import './arrivals.css';
import { ChosenArrivals } from './chosen-arrivals.tsx';
import { droppedArrivals } from './dropped-arrivals.ts';
import { useChosenIds } from './use-chosen-ids.ts';

/** « À ranger »: what came in by the watched folders, each with the places where it could go. */
export function ArrivalsView() {
  const { t } = useTranslation();
  const arrivals = useQuery(engine.watch.arrivals.queryOptions());
  const { data: folders } = useQuery(engine.watch.folders.queryOptions());
  const isReadOnly = useIsReadOnly();
  const [currentId, setCurrentId] = useState<string | null>(null);
  const chosenIds = useChosenIds();
  return (
    <QueryView
      query={arrivals}
      show={({ arrivals: list, total }) => {
        const current = list.find(({ id }) => id === currentId);
        // What has been put in its place meanwhile is no longer chosen.
        const chosen = list.filter(({ id }) => chosenIds.ids.has(id));
        return (
          <SplitPanes
            id="documents"
            label={t('documents.detail.resize')}
            initialShare={0.56}
            first={
              <DropZone
                className="arrivals-pane"
                isDisabled={isReadOnly}
                onFiles={(paths) => void droppedArrivals.give(paths)}
              >
                <section className="arrivals-folders" aria-label={t('documents.folders.label')}>
                  <WatchedFolders />
                  <BatchPanel incoming={droppedArrivals} />
                  <IncomingList label={t('attachments.batch.label')} incoming={droppedArrivals} />
                  <IncomingControls incoming={droppedArrivals} isReadOnly={isReadOnly} use="bringIn" />
                </section>
                {list.length === 0 ? (
                  <EmptyState
                    text={t(folders?.length === 0 ? 'documents.arrivals.teach' : 'documents.arrivals.none')}
                  />
                ) : (
                  <ArrivalList
                    arrivals={list}
                    total={total}
                    current={current}
                    onCurrent={setCurrentId}
                    chosen={chosenIds}
                  />
                )}
              </DropZone>
            }
            second={chosen.length > 1 ? <ChosenArrivals arrivals={chosen} /> : <Detail arrival={current} />}
          />
        );
      }}
    />
  );
}

function Detail({ arrival }: { arrival: Arrival | undefined }) {
  const { t } = useTranslation();
  if (arrival === undefined) return <EmptyState text={t('documents.arrivals.pick')} />;
  return <ArrivalDetail key={arrival.id} arrival={arrival} />;
}
