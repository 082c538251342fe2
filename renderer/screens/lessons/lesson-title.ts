import i18next from 'i18next';
import { createFormats } from '../../i18n/format.ts';

interface Named {
  readonly title: string;
  readonly startsAt: number;
}

/** What a lesson is called: its title, or its date as long as the teacher has not named it. */
export function titleOf({ title, startsAt }: Named): string {
  return title.trim() === '' ? defaultTitle(startsAt) : title;
}

/** What a lesson is called as long as the teacher has not named it. */
export function defaultTitle(startsAt: number): string {
  return i18next.t('lessons.untitled', { day: createFormats(i18next.language).day(startsAt) });
}
