import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Arrival } from '../../../preload/contract/index.ts';
import { engine } from '../../app/engine.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { SplitPanes } from '../../components/split-panes.tsx';
import { WatchedFolders } from '../../components/watched-folders/watched-folders.tsx';
import { ArrivalDetail } from './arrival-detail.tsx';
import { ArrivalList } from './arrival-list.tsx';
import './arrivals.css';

/** « À ranger »: what came in by the watched folders, each with the places where it could go. */
export function ArrivalsView() {
  const { t } = useTranslation();
  const arrivals = useQuery(engine.watch.arrivals.queryOptions());
  const { data: folders } = useQuery(engine.watch.folders.queryOptions());
  const [currentId, setCurrentId] = useState<string | null>(null);
  return (
    <QueryView
      query={arrivals}
      show={({ arrivals: list, total }) => {
        const current = list.find(({ id }) => id === currentId);
        return (
          <SplitPanes
            id="documents"
            label={t('documents.detail.resize')}
            initialShare={0.56}
            first={
              <div className="arrivals-pane">
                <section className="arrivals-folders" aria-label={t('documents.folders.label')}>
                  <WatchedFolders />
                </section>
                {list.length === 0 ? (
                  <EmptyState
                    text={t(folders?.length === 0 ? 'documents.arrivals.teach' : 'documents.arrivals.none')}
                  />
                ) : (
                  <ArrivalList arrivals={list} total={total} current={current} onCurrent={setCurrentId} />
                )}
              </div>
            }
            second={<Detail arrival={current} />}
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
