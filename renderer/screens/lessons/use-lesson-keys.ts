import { useEffect, useEffectEvent } from 'react';
import { isTextField } from '../../app/commands.ts';
import { focusScreen } from '../../app/focus-screen.ts';

interface Keys {
  readonly onBack: () => void;
}

/** Escape leaves a field first, then the lesson. What opens over the screen has its own Escape. */
export function useLessonKeys({ onBack }: Keys): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented || isOverlayOpen()) return;
    event.preventDefault();
    if (isTextField(event.target)) focusScreen();
    else onBack();
  });
  useEffect(() => {
    // Before the libraries' own listeners, which close what is open and would hide that it was.
    const listener = (event: KeyboardEvent) => onKey(event);
    window.addEventListener('keydown', listener, { capture: true });
    return () => window.removeEventListener('keydown', listener, { capture: true });
  }, []);
}

/** A dialog, or a list or a calendar that a field has opened. */
function isOverlayOpen(): boolean {
  return document.querySelector('[role="dialog"], [aria-expanded="true"]') !== null;
}
