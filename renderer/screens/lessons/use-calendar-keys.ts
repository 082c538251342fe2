import { useEffect, useEffectEvent } from 'react';
import { isTextField } from '../../app/commands.ts';

interface Keys {
  readonly onBegin: () => void;
  /** Null where nothing is turned: the page keys scroll. */
  readonly onTurn: ((step: 1 | -1) => void) | null;
  readonly onToday: () => void;
}

/** N begins a lesson, T comes back to today, the page keys turn the weeks or the months. */
export function useCalendarKeys({ onBegin, onTurn, onToday }: Keys): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.target instanceof Element ? event.target : null;
    if (isTextField(target) || target?.closest('[role="dialog"], [aria-expanded="true"]')) return;
    const action = actionOfKey(event.key);
    if (action === null) return;
    event.preventDefault();
    action();
  });
  const actionOfKey = (key: string): (() => void) | null => {
    switch (key.toLowerCase()) {
      case 'n':
        return onBegin;
      case 't':
        return onToday;
      case 'pagedown':
        return onTurn && (() => onTurn(1));
      case 'pageup':
        return onTurn && (() => onTurn(-1));
      default:
        return null;
    }
  };
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);
}
