import { useTranslation } from 'react-i18next';
import type { LessonVersion, VersionChanges } from '../../../../preload/contract/index.ts';

/** What a version has otherwise than the one before, in words: « 3 paragraphes, 1 image ». */
export function useVersionWords() {
  const { t, i18n } = useTranslation();
  const listed = (words: readonly string[]) =>
    new Intl.ListFormat(i18n.language, { type: 'unit', style: 'short' }).format(words);
  const changed = (changes: VersionChanges, isTitleChanged = false) => {
    const words = changes.map(({ kind, count }) => t(`versions.change.${kind}`, { count }));
    return listed(isTitleChanged ? [t('versions.change.title'), ...words] : words);
  };
  return {
    changed,
    /** Of a version in the list; the first one is the beginning. */
    summary: ({ changes, isTitleChanged }: LessonVersion, isFirst: boolean) => {
      if (isFirst) return t('versions.first');
      return changed(changes, isTitleChanged) || t('versions.nothing');
    },
    reason: ({ reason, isShown }: LessonVersion) => {
      if (reason === 'published' || (reason === 'pause' && isShown)) return t('versions.reason.published');
      return reason === 'pause' ? null : t(`versions.reason.${reason}`);
    },
  };
}
