import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** A tagged PDF brings its author's own structure into the page. */
export const TAGGED_PDF = '.structTree';

/** By rule, and the places where it is broken. */
export type AxeViolations = readonly (readonly [string, readonly string[]])[];

/** What axe finds wrong with the screen. */
export async function axeViolations(page: Page, excluded?: string): Promise<AxeViolations> {
  const axe = await axeOf(page);
  return foundBy(excluded === undefined ? axe : axe.exclude(excluded));
}

/** What axe finds wrong with one part of it. */
export async function axeViolationsWithin(page: Page, selector: string): Promise<AxeViolations> {
  return foundBy((await axeOf(page)).include(selector));
}

async function axeOf(page: Page): Promise<AxeBuilder> {
  // The tip of a button on which the pointer happens to rest lies outside of every landmark.
  await page.mouse.move(0, 0);
  await expect(page.getByRole('tooltip')).toHaveCount(0);
  // Legacy mode: Electron's window cannot open the blank page that the other one works in.
  return new AxeBuilder({ page }).setLegacyMode(true);
}

async function foundBy(axe: AxeBuilder): Promise<AxeViolations> {
  const { violations } = await axe.analyze();
  return violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
}
