import { folded } from '../../preload/contract/folded.ts';
import { CommandFault } from './command-fault.ts';

/** The one with this id, else the only one with this name, whatever its accents and case. @throws CommandFault `cli/not-one` */
export function named<T extends { readonly id: string }>(
  all: readonly T[],
  wanted: string,
  nameOf: (one: T) => string,
): T {
  const byId = all.find(({ id }) => id === wanted);
  const byName = all.filter((one) => folded(nameOf(one)) === folded(wanted));
  const found = byId ?? (byName.length === 1 ? byName[0] : undefined);
  if (found === undefined) throw new CommandFault('cli/not-one', { name: wanted });
  return found;
}
