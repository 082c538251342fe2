import type { Operation } from '../../../main/engine/connectors/ent/wire.ts';

/** The operations of a batch, those of one group together: its members follow one another. */
export function unitsOf(ops: readonly Operation[]): Operation[][] {
  const units: Operation[][] = [];
  for (const op of ops) {
    const last = units.at(-1);
    if (op.group !== undefined && last?.[0]?.group === op.group) last.push(op);
    else units.push([op]);
  }
  return units;
}
