import { expect, test } from 'vitest';
import type { ViewState } from './view-state.ts';
import { fitImage, MAX_SCALE, MIN_SCALE, obeyViewCommand, viewCommandOfKey } from './view-state.ts';

const whole: ViewState = { zoom: 'width', rotation: 0, isSpread: false, hasThumbnails: false };

test('a zoom step starts from the scale in force, whatever the fit was', () => {
  expect(obeyViewCommand(whole, 'zoom-in', 0.5).zoom).toBe(0.6);
  expect(obeyViewCommand(whole, 'zoom-out', 0.6).zoom).toBe(0.5);
});

test('zooming in and out passes through 100 %', () => {
  expect(obeyViewCommand(whole, 'zoom-in', 0.95).zoom).toBe(1);
  expect(obeyViewCommand(whole, 'zoom-out', 1.1).zoom).toBe(1);
  expect(obeyViewCommand(whole, 'zoom-in', 1).zoom).toBe(1.2);
});

test('the zoom has bounds, and stays there', () => {
  expect(obeyViewCommand(whole, 'zoom-in', MAX_SCALE).zoom).toBe(MAX_SCALE);
  expect(obeyViewCommand(whole, 'zoom-out', MIN_SCALE).zoom).toBe(MIN_SCALE);
});

test('four turns come back to the start', () => {
  let state = whole;
  for (const rotation of [90, 180, 270, 0]) {
    state = obeyViewCommand(state, 'rotate', 1);
    expect(state.rotation).toBe(rotation);
  }
});

test('two pages and thumbnails are asked for, and asked for again they go', () => {
  const spread = obeyViewCommand(whole, 'two-pages', 1);
  expect(spread).toEqual({ ...whole, isSpread: true });
  expect(obeyViewCommand(spread, 'two-pages', 1)).toEqual(whole);
  expect(obeyViewCommand(obeyViewCommand(whole, 'thumbnails', 1), 'thumbnails', 1)).toEqual(whole);
});

const key = (key: string, code = '', more = {}) => ({
  key,
  code,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...more,
});

test('+ - 0 R Y Z are the keys of a document, on French keyboards too', () => {
  expect(viewCommandOfKey(key('+'))).toBe('zoom-in');
  expect(viewCommandOfKey(key('='))).toBe('zoom-in');
  expect(viewCommandOfKey(key('-'))).toBe('zoom-out');
  expect(viewCommandOfKey(key('à', 'Digit0'))).toBe('fit-width');
  expect(viewCommandOfKey(key('0', 'Digit0', { shiftKey: true }))).toBe('fit-page');
  expect(viewCommandOfKey(key('R'))).toBe('rotate');
  expect(viewCommandOfKey(key('y'))).toBe('two-pages');
  expect(viewCommandOfKey(key('z'))).toBe('thumbnails');
});

test('the keys of the window are left to the window', () => {
  expect(viewCommandOfKey(key('+', '', { ctrlKey: true }))).toBeNull();
  expect(viewCommandOfKey(key('r', '', { metaKey: true }))).toBeNull();
  expect(viewCommandOfKey(key('z', '', { ctrlKey: true }))).toBeNull();
  expect(viewCommandOfKey(key('j'))).toBeNull();
});

test('an image fits the width of its pane, or whole in it, also once turned', () => {
  const natural = { width: 2000, height: 1000 };
  const pane = { width: 500, height: 200 };
  expect(fitImage(natural, pane, whole).scale).toBe(0.25);
  expect(fitImage(natural, pane, { zoom: 'page', rotation: 0 }).scale).toBe(0.2);
  const turned = fitImage(natural, pane, { zoom: 'page', rotation: 90 });
  expect(turned.scale).toBe(0.1);
  expect(turned.box).toEqual({ width: 100, height: 200 });
});

test('a small image is not blown up', () => {
  expect(fitImage({ width: 100, height: 50 }, { width: 900, height: 900 }, whole).scale).toBe(1);
});
