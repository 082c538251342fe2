/** Gives the keyboard to the screen: what had it goes, as a row does with its buttons, or is left for what the screen shows. */
export function focusScreen(): void {
  document.querySelector<HTMLElement>('main')?.focus();
}
