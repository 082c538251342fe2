import {
  IconCalendarEvent,
  IconChecklist,
  IconFiles,
  IconHelp,
  IconPencilCheck,
  IconRefresh,
  IconSearch,
  IconSettings,
  IconSun,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { bridge } from './bridge.ts';
import { engine } from './engine.ts';
import type { ScreenName } from './routes.ts';
import { SCREENS, toHash, useScreenName } from './routes.ts';

const ICONS: Record<ScreenName, typeof IconSun> = {
  today: IconSun,
  classes: IconChecklist,
  grading: IconPencilCheck,
  lessons: IconCalendarEvent,
  documents: IconFiles,
  sync: IconRefresh,
  settings: IconSettings,
  help: IconHelp,
};

/** The screens, always in view: an icon and a word each, in the order of Ctrl+1 to Ctrl+7. */
export const Rail = memo(function Rail({ onSearch }: { onSearch: () => void }) {
  const { t } = useTranslation();
  return (
    <nav className="app-rail" aria-label={t('app.rail.label')}>
      <ul className="app-rail-list">
        <li>
          <button
            type="button"
            className="app-rail-link"
            aria-haspopup="dialog"
            aria-keyshortcuts="Control+K"
            title={`${t('search.title')} (${shortcutWords('Control+K')})`}
            onClick={onSearch}
          >
            <IconSearch size={20} stroke={1.6} aria-hidden />
            <span className="app-rail-word">{t('search.title')}</span>
          </button>
        </li>
        {SCREENS.map((screen, index) => (
          <RailLink key={screen} screen={screen} shortcut={`Control+${index + 1}`} />
        ))}
        <RailLink screen="help" shortcut="F1" />
      </ul>
    </nav>
  );
});

function RailLink({ screen, shortcut }: { screen: ScreenName; shortcut: string }) {
  const { t } = useTranslation();
  const current = useScreenName();
  const Icon = ICONS[screen];
  return (
    <li className={screen === 'settings' ? 'app-rail-foot' : undefined}>
      <a
        className="app-rail-link"
        href={toHash({ screen })}
        aria-current={current === screen ? 'page' : undefined}
        aria-keyshortcuts={shortcut}
        title={`${t(`app.rail.${screen}`)} (${shortcutWords(shortcut)})`}
        draggable={false}
      >
        <Icon size={20} stroke={1.6} aria-hidden />
        <span className="app-rail-word">{t(`app.rail.${screen}`)}</span>
        {screen === 'sync' ? <WaitingCount /> : null}
      </a>
    </li>
  );
}

/** A shortcut as the system writes it: Ctrl+1, or ⌘1 on macOS. */
function shortcutWords(shortcut: string): string {
  return shortcut.replace('Control+', bridge().platform === 'darwin' ? '⌘' : 'Ctrl+');
}

function WaitingCount() {
  const { t } = useTranslation();
  const { data: status } = useQuery(engine.sync.status.queryOptions());
  if (status === undefined || status.waitingCount === 0) return null;
  const words = t('app.rail.waiting', { count: status.waitingCount });
  return (
    <span className="app-rail-count" title={words}>
      <span aria-hidden>{status.waitingCount}</span>
      <span className="visually-hidden">{words}</span>
    </span>
  );
}
