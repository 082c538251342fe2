import * as z from 'zod';
import type { PolicyFault, PolicyScope } from '../../../preload/contract/policies.ts';
import { POLICIES, type PolicyKey, type PolicyValues, RECOMMENDABLE, WHEN_WRONG } from './policy-table.ts';

/** What one carrier says, as it says it: nothing is checked yet. */
export interface PolicyStatement {
  readonly scope: PolicyScope;
  readonly binding: Readonly<Record<string, unknown>>;
  readonly recommended: Readonly<Record<string, unknown>>;
  /** Why nothing is taken from the carrier, although it is there. */
  readonly fault?: PolicyFault;
}

export interface PolicyEntry {
  readonly key: PolicyKey;
  readonly value: unknown;
  readonly scope: PolicyScope;
  readonly isBinding: boolean;
}

/** The policies in force on this computer, for this user. */
export interface Policies {
  /** Goes before whatever the teacher chooses. */
  readonly binding: PolicyValues;
  /** Goes before the house's defaults alone. */
  readonly recommended: PolicyValues;
  readonly entries: readonly PolicyEntry[];
  /** What is not obeyed, and why; `key` null: all of a carrier. */
  readonly faults: readonly {
    readonly key: string | null;
    readonly scope: PolicyScope;
    readonly fault: PolicyFault;
  }[];
}

export const NO_POLICIES: Policies = { binding: {}, recommended: {}, entries: [], faults: [] };

/**
 * Puts the carriers' statements together, the first one going before the others: machine, then user.
 *
 * What cannot be understood is told in `faults` and left out, or closed where it is there to close something. Of a list
 * only the wrong members are left out: a newer version's word must not open what the others close.
 */
export function resolvePolicies(statements: readonly PolicyStatement[]): Policies {
  const faults: { key: string | null; scope: PolicyScope; fault: PolicyFault }[] = [];
  const entries: PolicyEntry[] = [];
  const take = ({ scope, ...said }: PolicyStatement, isBinding: boolean) => {
    for (const [key, given] of Object.entries(isBinding ? said.binding : said.recommended)) {
      const tell = (fault: PolicyFault) => faults.push({ key, scope, fault });
      if (!isPolicyKey(key)) tell('unknown-key');
      else if (!isBinding && !RECOMMENDABLE.has(key)) tell('not-recommendable');
      else {
        const { value, isWrong } = understand(key, given, isBinding);
        if (isWrong) tell('wrong-value');
        const isSet = entries.some((entry) => entry.key === key && entry.isBinding === isBinding);
        if (value !== undefined && !isSet) entries.push({ key, value, scope, isBinding });
      }
    }
  };
  for (const statement of statements) {
    if (statement.fault !== undefined)
      faults.push({ key: null, scope: statement.scope, fault: statement.fault });
    take(statement, true);
    take(statement, false);
  }
  const valuesOf = (isBinding: boolean): PolicyValues =>
    Object.fromEntries(
      entries.filter((entry) => entry.isBinding === isBinding).map(({ key, value }) => [key, value]),
    );
  return { binding: valuesOf(true), recommended: valuesOf(false), entries, faults };
}

function isPolicyKey(key: string): key is PolicyKey {
  return Object.hasOwn(POLICIES, key);
}

function understand(
  key: PolicyKey,
  given: unknown,
  isBinding: boolean,
): { value: unknown; isWrong: boolean } {
  const schema: z.ZodType = POLICIES[key];
  // The registry has no booleans.
  const said = schema instanceof z.ZodBoolean && (given === 0 || given === 1) ? given === 1 : given;
  const whole = schema.safeParse(said);
  if (whole.success) return { value: whole.data, isWrong: false };
  if (schema instanceof z.ZodArray && Array.isArray(said)) {
    const member = schema.element as z.ZodType;
    const good = said.flatMap((one) => (member.safeParse(one).success ? [one] : []));
    return { value: good.slice(0, 100), isWrong: true };
  }
  return { value: isBinding ? WHEN_WRONG[key] : undefined, isWrong: true };
}
