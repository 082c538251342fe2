import { type RefObject, useEffectEvent, useLayoutEffect } from 'react';
import type { Signal } from '../app/signal.ts';
import { keptOffset } from './kept-offset.ts';

type Field = HTMLInputElement | HTMLTextAreaElement;

/**
 * Keeps the cursor of a field in its words when another value comes from elsewhere: the browser would put it at the end.
 *
 * React finds the value there already and leaves the field alone.
 */
export function useKeptCursor<Value>(
  field: RefObject<Field | null>,
  signal: Signal<Value>,
  read: (value: Value) => string,
): void {
  const show = useEffectEvent(() => {
    const shown = field.current;
    const text = read(signal.get());
    if (shown === null || shown !== document.activeElement || shown.value === text) return;
    const { value, selectionStart, selectionEnd } = shown;
    const at = (offset: number | null) => keptOffset(value, text, offset ?? value.length);
    shown.value = text;
    shown.setSelectionRange(at(selectionStart), at(selectionEnd));
  });
  useLayoutEffect(() => signal.subscribe(() => show()), [signal]);
}
