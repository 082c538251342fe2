import { type BrowserWindow, type IpcMainEvent, type IpcMainInvokeEvent, ipcMain } from 'electron';
import {
  CALLS,
  type CallInput,
  type CallName,
  SIGNALS,
  type SignalInput,
  type SignalName,
} from './channels.ts';
import { isOwnPage } from './permissions.ts';

/** What answers each call; the window is the one that asks. */
export type CallHandlers = {
  readonly [Name in CallName]: (input: CallInput<Name>, window: BrowserWindow) => unknown;
};
export type SignalHandlers = {
  readonly [Name in SignalName]: (input: SignalInput<Name>, window: BrowserWindow) => void;
};

type OwnWindow = () => BrowserWindow | null;

/**
 * Opens the shell's few doors to the page.
 *
 * A call from anything but our page in our window's main frame, or with words that do not fit, is rejected; such a
 * signal is dropped. The page learns nothing else.
 */
export function openDoors(ownWindow: OwnWindow, calls: CallHandlers, signals: SignalHandlers): void {
  for (const name of Object.keys(CALLS) as CallName[]) answer(name, ownWindow, calls[name]);
  for (const name of Object.keys(SIGNALS) as SignalName[]) listen(name, ownWindow, signals[name]);
}

function answer<Name extends CallName>(name: Name, ownWindow: OwnWindow, call: CallHandlers[Name]): void {
  ipcMain.handle(name, (event, input: unknown, ...more: unknown[]) => {
    const window = senderWindow(ownWindow, event);
    const told = CALLS[name].safeParse(input);
    if (window === null || !told.success || more.length > 0) throw new Error('refused');
    return call(told.data as CallInput<Name>, window);
  });
}

function listen<Name extends SignalName>(name: Name, ownWindow: OwnWindow, take: SignalHandlers[Name]): void {
  ipcMain.on(name, (event, input: unknown, ...more: unknown[]) => {
    const window = senderWindow(ownWindow, event);
    const told = SIGNALS[name].safeParse(input);
    if (window !== null && told.success && more.length === 0) take(told.data as SignalInput<Name>, window);
  });
}

/** Our window, if its main frame shows our page and is who speaks. */
function senderWindow(
  ownWindow: OwnWindow,
  { senderFrame }: IpcMainEvent | IpcMainInvokeEvent,
): BrowserWindow | null {
  const window = ownWindow();
  if (window === null || senderFrame === null || senderFrame !== window.webContents.mainFrame) return null;
  return isOwnPage(senderFrame.url) ? window : null;
}
