import { useEffect, useEffectEvent } from 'react';
import { isTextField } from '../../app/commands.ts';

interface Keys {
  readonly onBegin: () => void;
  readonly onWeek: (step: 1 | -1) => void;
  readonly onToday: () => void;
}

/** N begins a lesson, T comes back to today, the page keys turn the weeks. */
export function useCalendarKeys({ onBegin, onWeek, onToday }: Keys): void {
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
        return () => onWeek(1);
      case 'pageup':
        return () => onWeek(-1);
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
