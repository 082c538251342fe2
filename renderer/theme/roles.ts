import type { CSSVariablesResolver } from '@mantine/core';
import { amber, green, ink, paper, redPen, slate } from './palette.ts';

const onPaper = {
  '--mantine-color-body': paper[0],
  '--mantine-color-text': '#1d2128',
  '--mantine-color-dimmed': '#57564f',
  '--mantine-color-default-border': paper[3],
  '--mantine-color-error': redPen[8],
  '--cartable-ground': paper[0],
  '--cartable-sunken': paper[1],
  '--cartable-raised': '#ffffff',
  '--cartable-hover': paper[2],
  '--cartable-line': paper[3],
  '--cartable-line-strong': paper[4],
  '--cartable-text': '#1d2128',
  '--cartable-quiet': '#57564f',
  '--cartable-ink': ink[8],
  '--cartable-on-ink': '#ffffff',
  '--cartable-ink-soft': ink[1],
  '--cartable-red': redPen[8],
  '--cartable-red-soft': redPen[0],
  '--cartable-amber': amber[8],
  '--cartable-amber-soft': amber[0],
  '--cartable-green': green[8],
  '--cartable-green-soft': green[0],
  '--cartable-shadow': '0 1px 2px rgb(29 33 40 / 6%), 0 4px 16px rgb(29 33 40 / 6%)',
};

const onSlate = {
  '--mantine-color-body': slate[7],
  '--mantine-color-text': slate[0],
  '--mantine-color-dimmed': slate[2],
  '--mantine-color-default-border': slate[4],
  '--mantine-color-error': redPen[3],
  '--cartable-ground': slate[7],
  '--cartable-sunken': slate[8],
  '--cartable-raised': slate[6],
  '--cartable-hover': slate[5],
  '--cartable-line': '#2f353e',
  '--cartable-line-strong': '#48505c',
  '--cartable-text': slate[0],
  '--cartable-quiet': slate[2],
  '--cartable-ink': ink[3],
  '--cartable-on-ink': slate[7],
  '--mantine-color-anchor': ink[3],
  '--cartable-ink-soft': '#223046',
  '--cartable-red': redPen[3],
  '--cartable-red-soft': '#3a1f1e',
  '--cartable-amber': amber[3],
  '--cartable-amber-soft': '#352a14',
  '--cartable-green': green[3],
  '--cartable-green-soft': '#1a2e20',
  '--cartable-shadow': '0 1px 2px rgb(0 0 0 / 30%), 0 4px 16px rgb(0 0 0 / 25%)',
};

/** Colours by role, for our own style sheets; Mantine's own roles follow them. */
export const cssVariables: CSSVariablesResolver = () => ({ variables: {}, light: onPaper, dark: onSlate });
