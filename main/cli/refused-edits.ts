import type { Engine } from '../engine/create-engine.ts';
import type { CliWords } from './words/en.ts';

/** The line of what the ENT did not take, with the reasons' codes as they are in `--json`; none where it took everything. */
export async function refusedLines({ sync }: Engine['client'], words: CliWords): Promise<string[]> {
  const refused = (await sync.waiting()).filter(({ state }) => state === 'refused' || state === 'parked');
  if (refused.length === 0) return [];
  const byReason = Map.groupBy(refused, ({ reason }) => reason ?? '?');
  const reasons = [...byReason].map(([reason, edits]) => `${reason} × ${edits.length}`);
  return [words.refused(refused.length, reasons.join(', '))];
}
