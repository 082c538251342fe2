import type { Signal } from '../../../app/signal.ts';
import { createSignal } from '../../../app/signal.ts';

/** What the pointer does on a page. `move`: takes a mark and moves it. Null: it reads, as without annotations. */
export type Tool =
  | 'move'
  | 'ink'
  | 'highlight'
  | 'text'
  | 'tick'
  | 'cross'
  | 'review'
  | 'points'
  | 'pin'
  | 'eraser';

/** The tools with their keys, by the letter of their French name where it is free. */
export const TOOL_KEYS: readonly (readonly [Tool, string])[] = [
  ['move', 'M'],
  ['ink', 'P'],
  ['highlight', 'S'],
  ['text', 'T'],
  ['tick', 'V'],
  ['cross', 'X'],
  ['review', 'W'],
  ['points', 'N'],
  ['pin', 'E'],
  ['eraser', 'F'],
];

/** The red pen first. */
export const COLORS = ['#c8322b', '#1f3a68', '#1d6b3c', '#b45f06'] as const;
export type Color = (typeof COLORS)[number];

/** The same from copy to copy, for the evening. */
export const tool: Signal<Tool | null> = createSignal<Tool | null>(null);
export const color: Signal<Color> = createSignal<Color>(COLORS[0]);

/** The tool of a key; undefined when the key is none of ours. Escape lays the tool down. */
export function toolOfKey(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>,
): Tool | null | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
  if (event.key === 'Escape') return null;
  return TOOL_KEYS.find(([, key]) => key === event.key.toUpperCase())?.[0];
}
