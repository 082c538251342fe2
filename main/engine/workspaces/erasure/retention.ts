import { erasesOldYears } from '../../policies/obey.ts';
import { readSettings } from '../../settings/stored-settings.ts';
import { countUnsent } from './counting.ts';
import type { Erasable } from './erasable.ts';
import { erase } from './erasures.ts';
import { scopeOf } from './scope.ts';
import { readYears } from './years.ts';

/**
 * Erases the school years that are older than what the school keeps, where it has decided that they go by themselves.
 *
 * The teacher's lessons stay. A year of which something waits to be sent stays too, until that has left.
 * @returns how many years went
 */
export async function eraseOldYears(workspace: Erasable): Promise<number> {
  const { store, domain, sync } = workspace;
  if (store.isReadOnly || !erasesOldYears(domain.policies)) return 0;
  const { keptYears } = readSettings(store.db, domain.policies);
  let erased = 0;
  for (const { id, isDue } of readYears(store.db, domain.clock.now(), keptYears)) {
    const subject = { kind: 'year', yearId: id, withLessons: false } as const;
    if (!isDue || sync.isRunning) continue;
    if (countUnsent(store.db, scopeOf(store.db, subject, domain.clock.now())) > 0) continue;
    await erase(workspace, subject, { askedBy: 'school' });
    erased += 1;
  }
  return erased;
}
