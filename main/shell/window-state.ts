import { type BrowserWindow, type Rectangle, screen } from 'electron';
import { z } from 'zod';
import { readJson, writeJson } from './json-file.ts';

const stateSchema = z.object({
  bounds: z
    .object({
      x: z.number().int(),
      y: z.number().int(),
      width: z.number().int().min(400),
      height: z.number().int().min(300),
    })
    .nullable(),
  isMaximized: z.boolean(),
});
type WindowState = z.infer<typeof stateSchema>;

/** Where the window was; nowhere when that is on no screen any more. */
export function readWindowState(path: string): WindowState {
  const state = readJson(path, stateSchema, { bounds: null, isMaximized: false });
  return state.bounds !== null && isVisible(state.bounds) ? state : { ...state, bounds: null };
}

function isVisible(bounds: Rectangle): boolean {
  return screen.getAllDisplays().some(({ workArea }) => {
    const across =
      Math.min(bounds.x + bounds.width, workArea.x + workArea.width) - Math.max(bounds.x, workArea.x);
    const down =
      Math.min(bounds.y + bounds.height, workArea.y + workArea.height) - Math.max(bounds.y, workArea.y);
    return across > 100 && down > 50;
  });
}

/** Remembers the window's place when it closes. */
export function rememberWindowState(window: BrowserWindow, path: string): void {
  window.on('close', () => {
    const state: WindowState = { bounds: window.getNormalBounds(), isMaximized: window.isMaximized() };
    try {
      writeJson(path, state);
    } catch {
      // A full disk: the window opens in the middle next time.
    }
  });
}
