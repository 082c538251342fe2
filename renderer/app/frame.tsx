import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Banners } from './banners.tsx';
import { startCommands } from './commands.ts';
import { focusScreen } from './focus-screen.ts';
import { useObeyLock } from './lock/use-obey-lock.ts';
import { useOpenedFiles } from './opened-file.ts';
import { Rail } from './rail.tsx';
import { navigate } from './routes.ts';
import { ScreenOutlet } from './screen-outlet.tsx';
import { SearchDialog } from './search/search-dialog.tsx';
import { SignInDialog } from './sign-in-dialog.tsx';
import { SyncAnnouncer } from './sync-announcer.tsx';
import { useToasts } from './toasts.tsx';
import { useStartSync } from './use-start-sync.ts';

/** The window of a connected teacher: rail, banners, and the screen. */
export function Frame() {
  const { t } = useTranslation();
  const toasts = useToasts();
  const { mutate: sync } = useStartSync();
  const [isSearching, setIsSearching] = useState(false);
  const obeyLock = useObeyLock();
  useOpenedFiles();
  const openSearch = useCallback(() => setIsSearching(true), []);
  useEffect(
    () =>
      startCommands({
        undo: () => void toasts.undoLast(),
        redo: () => void toasts.redoLast(),
        search: openSearch,
        syncNow: () => {
          navigate({ screen: 'sync' });
          sync();
        },
        lock: (isAsleep) => void obeyLock(isAsleep).then(undefined, toasts.failed),
      }),
    [toasts, sync, openSearch, obeyLock],
  );
  return (
    <div className="app-frame">
      <button type="button" className="app-skip" onClick={focusScreen}>
        {t('app.skipToContent')}
      </button>
      <Rail onSearch={openSearch} />
      <div className="app-body">
        <Banners />
        <ScreenOutlet />
      </div>
      <SyncAnnouncer />
      <SignInDialog />
      <SearchDialog isOpen={isSearching} onClose={() => setIsSearching(false)} />
    </div>
  );
}
