import { useEffect, useEffectEvent } from 'react';
import { chosenKeys, pressedAs } from '../../app/chosen-keys.ts';
import { isTextField } from '../../app/commands.ts';
import { isInDialog } from '../../app/is-in-dialog.ts';
import type { GradingCommand } from './grading-keys.ts';
import { gradingCommandOfKey } from './grading-keys.ts';

/** Obeys the keys of grading wherever the focus is, except in a dialog, which has its own. */
export function useGradingKeys(obey: (command: GradingCommand) => void): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || isInDialog(event.target)) return;
    const command = gradingCommandOfKey(pressedAs(chosenKeys(), event), isTextField(event.target));
    if (command === null) return;
    event.preventDefault();
    obey(command);
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);
}
