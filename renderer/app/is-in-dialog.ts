/** Whether a key was pressed in a dialog or a menu, which have keys of their own. */
export function isInDialog(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[role="dialog"], [role="menu"]') !== null;
}
