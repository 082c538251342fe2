import * as z from 'zod';
import { minutesOf } from '../../calendar/civil-time.ts';
import type { HttpReply } from '../../platform/http.ts';
import { parseReply } from './replies.ts';
import {
  BATCH_NO_UNTOLD,
  keptPolicy,
  type Policy,
  policyLimits,
  policy as policySchema,
  policyWindow,
  USUAL_POLICY,
} from './wire.ts';

type Fields = Readonly<Record<string, unknown>>;

/** As long as that is a policy good of which it is not known how long it is. */
const VALID_MS = 12 * 3_600_000;

/**
 * The policy in a reply. A window of a lane or a way that this version does not know is left out: the others bind all
 * the same. A value that cannot be used, whatever it is, gives way to the usual one, and its field is named in
 * `strange_fields`: one slip of an operator must not end every session of every teacher.
 *
 * @throws CartableError `ent/not-an-ent` for what does not even name its dataset and its versions
 */
export function readPolicy(reply: HttpReply, now: number): Policy {
  const json = reply.json();
  return parseReply({ ...reply, json: () => mended(json, now) }, keptPolicy);
}

function mended(json: unknown, now: number): unknown {
  if (!isObject(json)) return json;
  const told = isObject(json.limits) ? json.limits : {};
  const fields = replacements(json, policySchema.omit({ limits: true }).shape, {
    ...USUAL_POLICY,
    server_time: now,
    last_batch_no: BATCH_NO_UNTOLD,
    windows: [],
    capabilities: [],
    accept_encoding: [],
    valid_until: now + VALID_MS,
  });
  const limits = replacements(told, policyLimits.shape, USUAL_POLICY.limits);
  const strange = Object.keys(fields).filter((name) => name !== 'windows');
  return {
    ...json,
    ...fields,
    limits: { ...told, ...limits },
    strange_fields: [
      ...strange,
      ...(hasSlips(json.windows) ? ['windows'] : []),
      ...Object.keys(limits).map((name) => `limits.${name}`),
    ],
  };
}

function hasSlips(windows: unknown): boolean {
  return !Array.isArray(windows) || windows.some((window) => isMisread(window) || isOdd(window));
}

/** For each field that its schema does not take: what can be used of a list, else the usual value. */
function replacements(
  told: Fields,
  schemas: Readonly<Record<string, z.ZodType>>,
  usual: Fields,
): Record<string, unknown> {
  const strange = Object.entries(schemas).filter(([name, schema]) => !schema.safeParse(told[name]).success);
  return Object.fromEntries(
    strange.map(([name, schema]) => [name, usableItems(told[name], schema) ?? usual[name]]),
  );
}

/**
 * A window that cannot be used although its lane and its way are known, in other letters too. Another lane or way is a later
 * version's, and no slip.
 */
function isMisread(window: unknown): boolean {
  if (policyWindow.safeParse(window).success) return false;
  if (!isObject(window)) return true;
  const plain = (word: unknown) => (typeof word === 'string' ? word.trim().toLowerCase() : word);
  const named = { lane: plain(window.lane), mode: plain(window.mode) };
  return policyWindow.pick({ lane: true, mode: true }).safeParse(named).success;
}

const WEEKDAYS = /^\s*[1-7](\s*-\s*[1-7])?\s*(,\s*[1-7](\s*-\s*[1-7])?\s*)*$/;
const DAY_MINUTES = 24 * 60;

/** A window that binds as well as it can be read, but hardly as it was meant: every day, at Paris's hours, past midnight. */
function isOdd(window: unknown): boolean {
  const read = policyWindow.safeParse(window);
  if (!read.success) return false;
  const { days, from, to, tz } = read.data;
  const isTime = (text: string) => minutesOf(text) <= DAY_MINUTES && Number(text.slice(3)) < 60;
  return !WEEKDAYS.test(days) || !isTime(from) || !isTime(to) || !isTimeZone(tz);
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== null;
  } catch {
    return false;
  }
}

function usableItems(value: unknown, schema: z.ZodType): unknown[] | null {
  if (!Array.isArray(value) || !(schema instanceof z.ZodArray)) return null;
  return value.filter((item) => (schema.element as z.ZodType).safeParse(item).success);
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}
