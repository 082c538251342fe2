import { expect, test } from 'vitest';
import { placeOnScreens, type WindowState } from './window-state.ts';

const LAPTOP = { x: 0, y: 0, width: 1366, height: 728 };
const PROJECTOR = { x: 1366, y: -300, width: 1920, height: 1080 };

function at(x: number, y: number): WindowState {
  return { bounds: { x, y, width: 1200, height: 700 }, isMaximized: true, isFullScreen: false };
}

test('a window opens where it was, on whichever screen', () => {
  for (const state of [at(50, 20), at(1400, -280), at(-400, 300)])
    expect(placeOnScreens(state, [LAPTOP, PROJECTOR])).toEqual(state);
});

test('a window whose screen was unplugged, or whose title bar cannot be caught, opens in the middle', () => {
  for (const state of [at(1400, -280), at(1300, 20), at(50, 700), at(50, -200)])
    expect(placeOnScreens(state, [LAPTOP])).toEqual({ ...state, bounds: null });
});
