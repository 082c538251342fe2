import type { KeyboardEvent } from 'react';

/** One stop for Tab in a toolbar, then the arrow keys go from one button to the next. */
export function goByArrows(event: KeyboardEvent, bar: HTMLElement | null): void {
  const buttons = [...(bar?.querySelectorAll<HTMLElement>('button:not(:disabled)') ?? [])];
  const target = buttonAfterKey(event.key, buttons);
  if (target === undefined) return;
  event.preventDefault();
  target.focus();
}

function buttonAfterKey(key: string, buttons: readonly HTMLElement[]): HTMLElement | undefined {
  const index = buttons.indexOf(document.activeElement as HTMLElement);
  switch (key) {
    case 'ArrowRight':
      return buttons[(index + 1) % buttons.length];
    case 'ArrowLeft':
      return buttons.at(index - 1);
    case 'Home':
      return buttons[0];
    case 'End':
      return buttons.at(-1);
    default:
      return undefined;
  }
}
