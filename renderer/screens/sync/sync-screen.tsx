import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { engine } from '../../app/engine.ts';
import { KeysButton, KeysDialog } from '../../components/keys-dialog.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { Screen } from '../../components/screen.tsx';
import { isInMaintenance } from '../../components/sync-line.tsx';
import { ConflictList } from './conflict-list.tsx';
import { DatasetNotice } from './dataset-notice.tsx';
import { DeletionNotice } from './deletion-notice.tsx';
import { History } from './history.tsx';
import { KeptList } from './kept-list.tsx';
import { ProblemList } from './problem-list.tsx';
import './sync.css';
import { KEY_MAP, useKeysKey } from './sync-keys.ts';
import { SyncNow } from './sync-now.tsx';
import { TakenBackList } from './taken-back-list.tsx';
import { UnknownList, UnreadableList } from './unknown-list.tsx';
import { WaitingList } from './waiting-list.tsx';

/** Edits that leave by themselves; the others wait for the teacher. */
const LEAVING: ReadonlySet<string> = new Set(['pending', 'sealed']);

/** The exchanges with the ENT: what waits and why, the one that runs, those that were, and what must be settled. */
export function SyncScreen() {
  const { t } = useTranslation();
  const status = useQuery(engine.sync.status.queryOptions());
  const waiting = useQuery(engine.sync.waiting.queryOptions());
  const conflicts = useQuery(engine.sync.conflicts.queryOptions());
  const notices = useQuery(engine.sync.notices.queryOptions());
  const takenBack = useQuery(engine.sync.takenBack.queryOptions());
  const history = useQuery(engine.sync.history.queryOptions());
  const traffic = useQuery(engine.sync.traffic.queryOptions());
  const [areKeysShown, setAreKeysShown] = useState(false);
  const showKeys = () => setAreKeysShown(true);
  useKeysKey(showKeys);
  return (
    <Screen name="sync" title={t('sync.title')} actions={<KeysButton onShowKeys={showKeys} />}>
      <div className="sync">
        <QueryView query={status} show={(answer) => <SyncNow status={answer} />} />
        <QueryView
          query={notices}
          show={({ datasetChange, heldDeletions }) => (
            <>
              {datasetChange === null ? null : <DatasetNotice change={datasetChange} />}
              {heldDeletions === null ? null : <DeletionNotice held={heldDeletions} />}
            </>
          )}
        />
        <QueryView query={conflicts} show={(answer) => <ConflictList conflicts={answer} />} />
        <QueryView
          query={waiting}
          show={(answer) => (
            <>
              <ProblemList edits={answer.filter(({ state }) => state === 'refused' || state === 'parked')} />
              <WaitingList
                edits={answer.filter(({ state }) => LEAVING.has(state))}
                lanes={status.data?.lanes ?? []}
                isInMaintenance={status.data !== undefined && isInMaintenance(status.data)}
                hasOthers={answer.some(({ state }) => !LEAVING.has(state))}
                isOtherEnt={notices.data?.datasetChange != null}
              />
            </>
          )}
        />
        <QueryView query={takenBack} show={(answer) => <TakenBackList taken={answer} />} />
        <QueryView
          query={notices}
          show={({ keptDeletions, unknownToEnt, unreadable }) => (
            <>
              {keptDeletions === null ? null : <KeptList kept={keptDeletions} />}
              <UnknownList kinds={unknownToEnt} />
              <UnreadableList kinds={unreadable} />
            </>
          )}
        />
        <QueryView
          query={history}
          show={(answer) => <History sessions={answer} days={traffic.data ?? []} />}
        />
      </div>
      {areKeysShown ? (
        <KeysDialog
          rows={KEY_MAP.map(({ name, keys }) => ({ keys, words: t(`sync.keys.${name}`) }))}
          onClose={() => setAreKeysShown(false)}
        />
      ) : null}
    </Screen>
  );
}
