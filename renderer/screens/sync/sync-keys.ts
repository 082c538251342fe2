import { useEffect, useEffectEvent } from 'react';
import { isTextField } from '../../app/commands.ts';
import { isInDialog } from '../../app/is-in-dialog.ts';

/** The map of shortcuts, in the order in which it is shown. A key's words are `sync.keys.<name>`. */
export const KEY_MAP = [
  { name: 'now', keys: ['F9'] },
  { name: 'mine', keys: ['M'] },
  { name: 'theirs', keys: ['T'] },
  { name: 'sides', keys: ['←', '→'] },
  { name: 'conflicts', keys: ['↑', '↓'] },
  { name: 'press', keys: ['Enter'] },
  { name: 'undo', keys: ['Ctrl', 'Z'] },
  { name: 'help', keys: ['?'] },
] as const;

/** Shows the map at « ? », wherever the focus is, except in a dialog or in a text. */
export function useKeysKey(show: () => void): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const isTaken = event.defaultPrevented || isInDialog(event.target) || isTextField(event.target);
    if (event.key !== '?' || event.ctrlKey || event.metaKey || event.altKey || isTaken) return;
    event.preventDefault();
    show();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);
}
