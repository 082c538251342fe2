import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** A tagged PDF brings its author's own structure into the page. */
export const TAGGED_PDF = '.structTree';

/** What axe finds wrong with the screen, by rule and place. */
export async function axeViolations(page: Page, excluded?: string): Promise<[string, string[]][]> {
  // The tip of a button on which the pointer happens to rest lies outside of every landmark.
  await page.mouse.move(0, 0);
  await expect(page.getByRole('tooltip')).toHaveCount(0);
  // Legacy mode: Electron's window cannot open the blank page that the other one works in.
  const axe = new AxeBuilder({ page }).setLegacyMode(true);
  const found = await (excluded === undefined ? axe : axe.exclude(excluded)).analyze();
  return found.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
}
