import { randomBytes } from 'node:crypto';
import { v7 } from 'uuid';
import type { Clock } from './clock.ts';

/** The only door to chance. Tests hand in a seeded one. */
export interface Random {
  /** In [0, 1[. */
  fraction(): number;
  /** UUIDv7: sorts by time of creation. */
  id(): string;
}

/** The system's randomness. */
export function systemRandom(clock: Clock): Random {
  return {
    fraction: () => randomBytes(4).readUInt32BE() / 2 ** 32,
    id: () => v7({ msecs: clock.now() }),
  };
}
