import type { Rectangle } from 'electron';
import * as z from 'zod';

/** How much of the window must lie on a screen for its title bar to be caught, in pixels. */
const VISIBLE_WIDTH = 100;
const VISIBLE_HEIGHT = 50;

/** Where the window was when it was last closed. */
export const windowStateSchema = z.object({
  bounds: z
    .object({
      x: z.number().int(),
      y: z.number().int(),
      width: z.number().int().min(400),
      height: z.number().int().min(300),
    })
    .nullable(),
  isMaximized: z.boolean(),
  isFullScreen: z.boolean(),
});
export type WindowState = z.infer<typeof windowStateSchema>;

/** A window that has never been open, or whose place is not known any more. */
export const FIRST_STATE: WindowState = { bounds: null, isMaximized: false, isFullScreen: false };

/** The state to open with: without its place if that is on no screen any more (a projector that was unplugged). */
export function placeOnScreens(state: WindowState, workAreas: readonly Rectangle[]): WindowState {
  const { bounds } = state;
  if (bounds === null || workAreas.some((area) => isWithinReach(bounds, area))) return state;
  return { ...state, bounds: null };
}

function isWithinReach(bounds: Rectangle, area: Rectangle): boolean {
  const width = Math.min(bounds.x + bounds.width, area.x + area.width) - Math.max(bounds.x, area.x);
  const height = Math.min(bounds.y + bounds.height, area.y + area.height) - Math.max(bounds.y, area.y);
  // By its top edge: what hangs below a screen can be pulled up, a title bar above it cannot be caught.
  return width >= VISIBLE_WIDTH && height >= VISIBLE_HEIGHT && bounds.y >= area.y - VISIBLE_HEIGHT / 2;
}
