import { isDeepStrictEqual } from 'node:util';
import type * as z from 'zod';
import type { Reply } from './reply.ts';

/** The server did something else than it promises. Holds statuses, codes and places, never what a body says. */
export class Mismatch extends Error {
  override readonly name = 'Mismatch';
  readonly expected: string;
  readonly seen: string;
  constructor(expected: string, seen: string) {
    super(`expected ${expected}, seen ${seen}`);
    this.expected = expected;
    this.seen = seen;
  }
}

/** The account gives nothing to try this on. */
export class NothingToTry extends Error {
  override readonly name: string = 'NothingToTry';
}

/** The key that the tester gave opens too little to try this: no fault of the server's. */
export class KeyTooSmall extends NothingToTry {
  override readonly name = 'KeyTooSmall';
}

export function expectStatus(reply: Reply, ...statuses: readonly number[]): void {
  if (!statuses.includes(reply.status)) throw new Mismatch(`status ${statuses.join(' or ')}`, told(reply));
}

/** A refusal as RFC 9457 with one of these statuses, each with its code. */
export function expectProblem(reply: Reply, ...problems: readonly (readonly [number, string])[]): void {
  const expected = problems.map(([status, code]) => `${status} ${code}`).join(' or ');
  const type = reply.headers.get('content-type') ?? 'no content type';
  if (!problems.some(([status]) => status === reply.status)) throw new Mismatch(expected, told(reply));
  if (!type.startsWith('application/problem+json'))
    throw new Mismatch(`${expected} as application/problem+json`, type);
  const { title, status, code } = (reply.json() ?? {}) as Record<string, unknown>;
  if (typeof title !== 'string' || status !== reply.status)
    throw new Mismatch('a problem with a title and the status of its reply', told(reply));
  if (!problems.some(([at, name]) => at === status && name === code))
    throw new Mismatch(expected, told(reply));
}

/** A JSON body that fits its schema. */
export function expectFit<T>(reply: Reply, schema: z.ZodType<T>): T {
  expectStatus(reply, 200);
  const parsed = schema.safeParse(reply.json());
  if (parsed.success) return parsed.data;
  const places = parsed.error.issues.slice(0, 5).map((issue) => issue.path.join('.') || '(the body)');
  throw new Mismatch('a body that fits its schema', `something else at: ${places.join(', ')}`);
}

export function expectHeader(reply: Reply, name: string, expected: string | RegExp): void {
  const value = reply.headers.get(name);
  const isRight =
    value !== null && (typeof expected === 'string' ? value === expected : expected.test(value));
  if (!isRight) throw new Mismatch(`${name}: ${expected}`, value === null ? `no ${name}` : value);
}

export function expectEqual(what: string, seen: unknown, expected: unknown): void {
  const [right, is] = [JSON.stringify(expected), JSON.stringify(seen) ?? 'nothing'];
  if (is !== right) throw new Mismatch(`${what}: ${right}`, is);
}

/** The same JSON, whatever the order of members; otherwise the first place that differs, with what we wrote there. */
export function expectSame(what: string, seen: unknown, expected: unknown): void {
  const place = differenceOf(seen, expected, []);
  if (place === null) return;
  const shown = (value: unknown) => shortened(JSON.stringify(valueAt(value, place)) ?? 'nothing');
  throw new Mismatch(`${[what, ...place].join('.')}: ${shown(expected)}`, shown(seen));
}

/** Where two values differ first; null where they do not. */
function differenceOf(seen: unknown, expected: unknown, place: readonly string[]): readonly string[] | null {
  if (isDeepStrictEqual(seen, expected)) return null;
  if (!isMembers(seen) || !isMembers(expected) || Array.isArray(seen) !== Array.isArray(expected))
    return place;
  for (const name of new Set([...Object.keys(expected), ...Object.keys(seen)])) {
    const found = differenceOf(seen[name], expected[name], [...place, name]);
    if (found !== null) return found;
  }
  return place;
}

function isMembers(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function valueAt(value: unknown, place: readonly string[]): unknown {
  return place.reduce<unknown>((at, name) => (isMembers(at) ? at[name] : undefined), value);
}

function shortened(text: string): string {
  return text.length <= SHOWN_CHARACTERS
    ? text
    : `${text.slice(0, SHOWN_CHARACTERS)}… (${text.length} characters)`;
}

const SHOWN_CHARACTERS = 100;
const DAY_MS = 86_400_000;

/** Milliseconds since 1970 of about now, by the clock of the server (`Date`) or else by ours. */
export function expectNow(what: string, seen: number, { headers }: Reply): void {
  const now = Date.parse(headers.get('date') ?? '') || Date.now();
  const isNow = (ms: number) => Math.abs(ms - now) < DAY_MS;
  if (isNow(seen)) return;
  const unit = isNow(seen * 1000) ? ': seconds' : isNow(seen / 1000) ? ': microseconds' : '';
  throw new Mismatch(`${what} in milliseconds since 1970, about ${now}`, `${seen}${unit}`);
}

export function expectThat(holds: boolean, expected: string, seen: string): void {
  if (!holds) throw new Mismatch(expected, seen);
}

function told(reply: Reply): string {
  const { code } = (reply.json() ?? {}) as { code?: unknown };
  return typeof code === 'string' && /^[a-z-]{1,40}$/.test(code)
    ? `${reply.status} ${code}`
    : `${reply.status}`;
}
