import { useSyncExternalStore } from 'react';
import { createSignal, useSignal } from './signal.ts';

/** Where the teacher is. Kept in the address after `#`, so that back and forward work as they should. */
export type Route =
  | { readonly screen: 'today' }
  | { readonly screen: 'classes'; readonly classGroupId?: string }
  | { readonly screen: 'grading'; readonly assignmentId?: string; readonly submissionId?: string }
  | { readonly screen: 'lessons'; readonly lessonId?: string }
  | { readonly screen: 'documents'; readonly documentId?: string }
  | { readonly screen: 'sync' }
  | { readonly screen: 'settings' }
  | { readonly screen: 'help' };

/** The address of a lesson that does not exist yet: `#/lessons/new`. */
export const NEW_LESSON = 'new';

export type ScreenName = Route['screen'];

/** The rail's order, which is also that of Ctrl+1 to Ctrl+7. */
export const SCREENS = ['today', 'classes', 'grading', 'lessons', 'documents', 'sync', 'settings'] as const;

/** The ids that each screen takes from its address, in order. */
const PARAMETERS: Record<ScreenName, readonly string[]> = {
  today: [],
  classes: ['classGroupId'],
  grading: ['assignmentId', 'submissionId'],
  lessons: ['lessonId'],
  documents: ['documentId'],
  sync: [],
  settings: [],
  help: [],
};

/** Writes a route as the address's fragment: `#/grading/<assignment>/<submission>`. */
export function toHash(route: Route): string {
  const values = route as unknown as Record<string, string | undefined>;
  const parts: string[] = [route.screen];
  for (const name of PARAMETERS[route.screen]) {
    const value = values[name];
    if (value === undefined) break;
    parts.push(encodeURIComponent(value));
  }
  return `#/${parts.join('/')}`;
}

/** Reads an address's fragment; anything unknown is today. */
export function fromHash(hash: string): Route {
  const [screen = '', ...values] = hash.replace(/^#\/?/, '').split('/');
  if (!Object.hasOwn(PARAMETERS, screen)) return { screen: 'today' };
  const names = PARAMETERS[screen as ScreenName];
  const parameters: Record<string, string> = {};
  for (const [index, name] of names.entries()) {
    const value = values[index];
    if (value) parameters[name] = decodePart(value);
  }
  return { screen, ...parameters } as Route;
}

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

const route = createSignal<Route>({ screen: 'today' });

/** Follows the address from now on. */
export function startRouting(): void {
  const read = () => route.set(fromHash(window.location.hash));
  window.addEventListener('hashchange', read);
  read();
}

/** Goes to a screen. `replace` leaves no step to come back to: for choices within a screen. */
export function navigate(to: Route, { replace = false }: { replace?: boolean } = {}): void {
  if (toHash(to) === window.location.hash) return;
  if (replace) {
    window.history.replaceState(null, '', toHash(to));
    route.set(to);
  } else {
    window.location.hash = toHash(to);
  }
}

/** Where the teacher is, followed. */
export function useRoute(): Route {
  return useSignal(route);
}

/** The screen alone, followed: what a teacher does within it draws nothing again. */
export function useScreenName(): ScreenName {
  return useSyncExternalStore(route.subscribe, () => route.get().screen);
}
