import { useCallback } from 'react';
import { preferences, savePreferences } from './preferences.ts';
import { useSignal } from './signal.ts';

/** The keys of grading that a teacher may change, as they are at first; digits, signs, Ctrl and « ? » stay what they are. */
export const CHANGEABLE_KEYS: readonly string[] = [...'JKGQCUDABOLIH/RYZMPSTVXWNEF'];

/** Where keys were changed: from the key as it is at first to the one that was chosen instead. */
export type ChosenKeys = Readonly<Record<string, string>>;

const NONE: ChosenKeys = {};

/** What a key that was pressed stands for. */
export type PressedKey = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** The key in force for one of `CHANGEABLE_KEYS`. */
export function keyFor(chosen: ChosenKeys, first: string): string {
  return chosen[first] ?? first;
}

/**
 * The same event by the key as it is at first. A key whose command has gone to another one does nothing; with Ctrl, Alt or
 * ⌘ a key is not ours to change.
 */
export function pressedAs(chosen: ChosenKeys, event: PressedKey): PressedKey {
  if (event.ctrlKey || event.metaKey || event.altKey) return event;
  const pressed = event.key.toUpperCase();
  const first = CHANGEABLE_KEYS.find((key) => keyFor(chosen, key) === pressed);
  if (first === pressed) return event;
  const isFree = first === undefined && !CHANGEABLE_KEYS.includes(pressed);
  if (isFree) return event;
  const { code, ctrlKey, metaKey, altKey, shiftKey } = event;
  return { key: first ?? 'Unidentified', code, ctrlKey, metaKey, altKey, shiftKey };
}

/** Why a key cannot be chosen: it means something else already, or is none that can be. */
export type KeyFault = { readonly kind: 'taken'; readonly by: string } | { readonly kind: 'unfit' };

/** One letter or sign that is printed on a key; digits begin a grade, and + - = ? are the document's and the map's. */
const FIT = /^[^\s\d+\-=?]$/u;

/** Whether `wanted` can stand for `first`; null when it can. */
export function keyFault(chosen: ChosenKeys, first: string, wanted: string): KeyFault | null {
  // In upper case « ß » is two letters.
  if (!FIT.test(wanted) || !FIT.test(wanted.toUpperCase())) return { kind: 'unfit' };
  const by = CHANGEABLE_KEYS.find((key) => key !== first && keyFor(chosen, key) === wanted.toUpperCase());
  return by === undefined ? null : { kind: 'taken', by };
}

/** What is chosen once `first` has this key; its own, and it is as it was at first. */
export function withKey(chosen: ChosenKeys, first: string, wanted: string): ChosenKeys {
  const others = Object.entries(chosen).filter(([key]) => key !== first);
  const own = wanted.toUpperCase();
  return Object.fromEntries(own === first ? others : [...others, [first, own]]);
}

/** What the teacher has chosen, at this moment. */
export function chosenKeys(): ChosenKeys {
  return preferences.get().keys ?? NONE;
}

/** What the teacher has chosen, followed. */
export function useChosenKeys(): ChosenKeys {
  return useSignal(preferences).keys ?? NONE;
}

/** Keeps them in the preferences of this computer. */
export async function saveChosenKeys(keys: ChosenKeys): Promise<void> {
  await savePreferences({ keys });
}

/** The key in force, followed: what labels and tips say. */
export function useKeyFor(): (first: string) => string {
  const chosen = useChosenKeys();
  return useCallback((first) => keyFor(chosen, first), [chosen]);
}
