import type { MenuCommand } from '../../preload/contract/index.ts';
import { bridge } from './bridge.ts';
import { navigate, SCREENS } from './routes.ts';

/** What the commands that are not a change of screen do; the frame gives it. */
export interface CommandHandlers {
  readonly undo: () => void;
  readonly redo: () => void;
  readonly search: () => void;
  readonly syncNow: () => void;
  readonly lock: (isAsleep: boolean) => void;
}

/**
 * Obeys the application menu, and the same keys when the menu has not taken them (a window without one).
 *
 * Undo belongs to the field that is being typed in, and to the list of edits everywhere else.
 */
export function startCommands(handlers: CommandHandlers): () => void {
  const run = (command: MenuCommand) => runCommand(command, handlers);
  const unsubscribe = bridge().onMenuCommand(run);
  const onKey = (event: KeyboardEvent) => {
    const command = commandOfKey(event);
    if (command === null || event.defaultPrevented) return;
    if ((command === 'undo' || command === 'redo') && isTextField(event.target)) return;
    event.preventDefault();
    run(command);
  };
  window.addEventListener('keydown', onKey);
  return () => {
    unsubscribe();
    window.removeEventListener('keydown', onKey);
  };
}

function runCommand(command: MenuCommand, handlers: CommandHandlers): void {
  switch (command) {
    case 'undo':
    case 'redo':
      if (!isTextField(document.activeElement)) handlers[command]();
      // A rich text has a history of its own, which the browser's would spoil: it takes the event for itself.
      else if (document.activeElement?.dispatchEvent(historyEvent(command))) document.execCommand(command);
      return;
    case 'search':
      handlers.search();
      return;
    case 'sync-now':
      handlers.syncNow();
      return;
    case 'lock':
    case 'lock-on-sleep':
      handlers.lock(command === 'lock-on-sleep');
      return;
    case 'show-help':
      navigate({ screen: 'help' });
      return;
    case 'go-today':
      navigate({ screen: 'today' });
      return;
    case 'go-classes':
      navigate({ screen: 'classes' });
      return;
    case 'go-grading':
      navigate({ screen: 'grading' });
      return;
    case 'go-lessons':
      navigate({ screen: 'lessons' });
      return;
    case 'go-documents':
      navigate({ screen: 'documents' });
      return;
    case 'go-sync':
      navigate({ screen: 'sync' });
      return;
    case 'go-settings':
      navigate({ screen: 'settings' });
  }
}

/** `cartable:undo` or `cartable:redo`, told to the text that has the keyboard before the browser acts. */
function historyEvent(command: 'undo' | 'redo'): CustomEvent {
  return new CustomEvent(`cartable:${command}`, { bubbles: true, cancelable: true });
}

/** The command of a key, with Ctrl (or ⌘ on macOS): Z, Shift+Z, Y, K, L, 1 to 7; F1 and F9 alone. */
export function commandOfKey(
  event: Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>,
): MenuCommand | null {
  if (event.key === 'F1') return 'show-help';
  if (event.key === 'F9') return 'sync-now';
  if (event.altKey || !(event.ctrlKey || event.metaKey)) return null;
  const key = event.key.toLowerCase();
  if (key === 'z') return event.shiftKey ? 'redo' : 'undo';
  if (key === 'y' && !event.shiftKey) return 'redo';
  if (key === 'k' && !event.shiftKey) return 'search';
  if (key === 'l' && !event.shiftKey) return 'lock';
  // By the key's place, not its letter: on a French keyboard the digit row without Shift gives & é " ' …
  const digit = /^(?:Digit|Numpad)([1-7])$/.exec(event.code)?.[1];
  const screen = digit === undefined || event.shiftKey ? undefined : SCREENS[Number(digit) - 1];
  return screen === undefined ? null : `go-${screen}`;
}

/** Whether typing there changes a text, which has its own undo. */
export function isTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement)
    return !target.hasAttribute('readonly');
  const withoutText = ['button', 'checkbox', 'radio', 'range', 'submit', 'reset', 'file', 'color', 'image'];
  return target instanceof HTMLInputElement && !target.readOnly && !withoutText.includes(target.type);
}
