import { useTranslation } from 'react-i18next';
import { searched } from '../../../preload/contract/index.ts';
import { savePreferences } from '../preferences.ts';
import { NEW_LESSON, navigate, SCREENS } from '../routes.ts';
import { useToasts } from '../toasts.tsx';
import { useStartSync } from '../use-start-sync.ts';

/** Something to do, that is found by its words. */
export interface SearchAction {
  readonly words: string;
  readonly run: () => void;
}

/** The actions whose words begin as each word of a text does; all of them without a text. */
export function useSearchActions(text: string): SearchAction[] {
  const { t } = useTranslation();
  const toasts = useToasts();
  const { mutate: sync } = useStartSync();
  const theme = (chosen: 'light' | 'dark') => () =>
    void savePreferences({ theme: chosen }).catch(toasts.failed);
  const actions: SearchAction[] = [
    { words: t('search.action.newLesson'), run: () => navigate({ screen: 'lessons', lessonId: NEW_LESSON }) },
    { words: t('search.action.syncNow'), run: () => sync() },
    ...SCREENS.map((screen) => ({ words: t(`app.rail.${screen}`), run: () => navigate({ screen }) })),
    { words: t('app.rail.help'), run: () => navigate({ screen: 'help' }) },
    { words: t('search.action.light'), run: theme('light') },
    { words: t('search.action.dark'), run: theme('dark') },
  ];
  return actions.filter(({ words }) => holdsBeginnings(words, text));
}

/** Whether each word of `text` begins a word of `words`. */
export function holdsBeginnings(words: string, text: string): boolean {
  const held = searched(words).split(/\W+/);
  return searched(text)
    .split(/\W+/)
    .every((word) => held.some((one) => one.startsWith(word)));
}
