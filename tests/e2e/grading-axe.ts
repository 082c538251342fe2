import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** What axe finds wrong with the screen, by rule and place. */
export async function axeViolations(page: Page): Promise<[string, string[]][]> {
  // The tip of a button on which the pointer happens to rest lies outside of every landmark.
  await page.mouse.move(0, 0);
  // A tagged PDF brings its author's own structure into the page. Legacy mode: Electron's window cannot open
  // the blank page that the other one works in.
  const found = await new AxeBuilder({ page }).exclude('.structTree').setLegacyMode(true).analyze();
  return found.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
}
