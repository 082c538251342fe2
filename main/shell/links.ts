/** How many ids the address of a screen may hold (renderer/app/routes.ts). */
const SCREENS: Readonly<Record<string, number>> = {
  today: 0,
  classes: 1,
  grading: 2,
  lessons: 1,
  documents: 1,
  sync: 0,
};
/** `cartable:grading/<assignment>/<submission>`; browsers write two slashes before it. */
const LINK = /^cartable:(?:\/\/)?(?<screen>[a-z]{1,20})(?<ids>(?:\/[0-9A-Za-z_-]{1,100}){0,2})\/?$/;
/** Not an id, but the page on which a lesson is begun: a link shows what there is, and makes nothing. */
const NEW_LESSON = 'lessons/new';

/**
 * Where in the window a link leads, as the fragment of its address; null for anything but a screen that links may show.
 *
 * Whoever writes a page or a mail can write a link: it opens a screen, and does nothing else.
 */
export function fragmentOf(link: string): string | null {
  const { screen = '', ids = '' } = LINK.exec(link)?.groups ?? {};
  if (!Object.hasOwn(SCREENS, screen)) return null;
  const count = ids.split('/').length - 1;
  const place = `${screen}${ids}`;
  return count <= (SCREENS[screen] ?? 0) && place !== NEW_LESSON ? `#/${place}` : null;
}

/** Where the link among a program's arguments leads; systems and Chromium put their own beside it. */
export function fragmentIn(argv: readonly string[]): string | null {
  const link = argv.find((argument) => argument.startsWith('cartable:'));
  return link === undefined ? null : fragmentOf(link);
}

/**
 * How a Moodle ends a sign-in by the browser: under the scheme that it was asked for, or under the one of Moodle's own application, which
 * a site forces unless it was set otherwise (admin/tool/mobile/launch.php, `forcedurlscheme`).
 */
const ANSWER = /^(?:cartable|moodlemobile):\/\/token=[A-Za-z0-9+/=%]{1,3000}(?:\/?#?\/?)$/i;

/** Whether a link ends a sign-in. The engine alone can tell whether it is one that the teacher has begun. */
export function isSignInAnswer(link: string): boolean {
  return ANSWER.test(link);
}

/** The one among a program's arguments. */
export function signInAnswerIn(argv: readonly string[]): string | null {
  return argv.find(isSignInAnswer) ?? null;
}
