import { gzipSync } from 'node:zlib';
import type { Fault } from './fault-proxy.ts';
import type { Stage } from './proxy-table-evening.ts';

/** A kind of request: its first line, and an evening in which it is asked. */
export interface RequestKind {
  readonly name: string;
  readonly at: RegExp;
  readonly stage: Stage;
}

const kind = (name: string, line: string, stage: Stage = 'evening'): RequestKind => ({
  name,
  at: new RegExp(`^${line}[ ?]`),
  stage,
});

/** Everything that an evening's sync may ask. */
export const REQUEST_KINDS: readonly RequestKind[] = [
  kind('watch', 'GET /sync/v1/watch', 'watching'),
  kind('token', 'POST /sync/v1/token'),
  kind('policy', 'GET /sync/v1/policy'),
  kind('changes', 'GET /sync/v1/changes', 'watching'),
  kind('blobs check', 'POST /sync/v1/blobs/check'),
  kind('compose', 'POST /sync/v1/blobs/compose'),
  kind('bundle', 'POST /sync/v1/blobs/bundle'),
  kind('upload begun', 'POST /sync/v1/blobs'),
  kind('piece', 'PATCH /sync/v1/uploads/[^ ]+'),
  kind('upload resumed', 'HEAD /sync/v1/uploads/[^ ]+', 'resumed'),
  kind('batch', 'POST /sync/v1/batches'),
  kind('fetch', 'POST /sync/v1/blobs/fetch'),
  kind('range', 'GET /sync/v1/blobs/[^ ]+'),
  kind('revoke', 'POST /sync/v1/revoke'),
];

const PORTAL = '<!doctype html><title>Wi-Fi du lycée</title><p>Identifiez-vous pour continuer.</p>';
const HTML = 'content-type: text/html\r\n';

function page(status: string, headers: string, body: string | Buffer): Fault {
  const head = `HTTP/1.1 ${status}\r\n${headers}content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n`;
  return { kind: 'says', bytes: Buffer.concat([Buffer.from(head), Buffer.from(body)]) };
}

const PACKED = gzipSync(JSON.stringify({ missing: Array(20).fill('ab'.repeat(32)) }));
const GZIP = 'content-type: application/json\r\ncontent-encoding: gzip\r\n';

/** How the session ends in which it goes wrong: `done`, or a code with its reason. */
type Ending = readonly [code: string, reason?: string];

export interface LineFault {
  readonly name: string;
  readonly fault: Fault;
  readonly ends: Ending;
  /** Kinds of request that it does otherwise to, by name; null: it cannot happen to them. */
  readonly but?: Readonly<Record<string, Ending | null>>;
  readonly isTls?: boolean;
  /** Silence that it asks for, seconds. */
  readonly pauseS?: number;
}

const DONE: Ending = ['done'];
const RESET: Ending = ['ent/unreachable', 'reset'];
const CUT: Ending = ['ent/unreachable', 'cut'];
const STALLED: Ending = ['ent/unreachable', 'stalled'];
const DAMAGED: Ending = ['ent/unreachable', 'damaged'];
const TOKEN_REFUSED: Ending = ['ent/refused', 'new-token-refused'];
const NOT_AN_ENT: Ending = ['ent/not-an-ent'];
const PORTAL_MET: Ending = ['network/captive-portal'];
const PAUSED: Ending = ['ent/paused'];

/** What had reached the ENT is found there, and the next piece goes on from it, in the same session. */
const GOES_ON = { piece: DONE };
/** Documents that are refused keep nothing else back, and go or come in the next session. */
const OF_DOCUMENTS = Object.fromEntries(
  ['compose', 'bundle', 'upload begun', 'piece', 'fetch', 'range'].map((name): [string, Ending] => [
    name,
    DONE,
  ]),
);
/** Answers that have no body cannot be too long, and only their end can be missing. */
const BODILESS = { policy: DONE, 'upload begun': DONE, 'upload resumed': DONE, piece: DONE };
const FIRST_ON_THE_LINE = { watch: null, token: null };

/** What goes wrong below HTTP, or with the length of an answer. */
export const LINE_FAULTS: readonly LineFault[] = [
  { name: 'reset before it arrives', fault: { kind: 'reset', direction: 'up', afterBytes: 0 }, ends: RESET },
  { name: 'reset on its way', fault: { kind: 'reset', direction: 'up', afterBytes: 150 }, ends: RESET },
  {
    name: 'reset before the answer',
    fault: { kind: 'reset', direction: 'down', afterBytes: 0 },
    ends: RESET,
    but: GOES_ON,
  },
  {
    name: 'closed within the answer',
    fault: { kind: 'cut', direction: 'down', afterBytes: 90 },
    ends: RESET,
    but: GOES_ON,
  },
  { name: 'half-closed', fault: { kind: 'half-closed' }, ends: RESET, but: GOES_ON },
  { name: 'swallowed', fault: { kind: 'stall', direction: 'up', afterBytes: 150 }, ends: STALLED },
  {
    name: 'answered into the void',
    fault: { kind: 'stall', direction: 'down', afterBytes: 0 },
    ends: STALLED,
  },
  { name: '8 kB a second', fault: { kind: 'slow', bytesPerSecond: 8 * 1024 }, ends: DONE },
  { name: 'broken TLS', fault: { kind: 'garbled' }, isTls: true, ends: DAMAGED },
  {
    name: 'an answer that is too short',
    fault: { kind: 'length', moreBytes: 100 },
    ends: CUT,
    but: { ...GOES_ON, range: DONE, policy: RESET, 'upload resumed': RESET },
  },
  {
    name: 'an answer that is too long',
    fault: { kind: 'length', moreBytes: -9 },
    ends: NOT_AN_ENT,
    but: { ...BODILESS, ...OF_DOCUMENTS },
  },
  { name: 'answered twice', fault: { kind: 'answered-twice' }, ends: DONE },
  {
    name: 'the answer to what was asked before',
    fault: { kind: 'answered-before' },
    ends: NOT_AN_ENT,
    but: { ...FIRST_ON_THE_LINE, ...GOES_ON, ...OF_DOCUMENTS },
  },
  { name: 'asked twice', fault: { kind: 'asked-twice' }, ends: DONE },
];

/** What is said in the place of an answer. */
export const WORD_FAULTS: readonly LineFault[] = [
  {
    name: 'captive portal',
    fault: page('200 OK', HTML, PORTAL),
    ends: PORTAL_MET,
    but: { ...OF_DOCUMENTS, 'upload resumed': NOT_AN_ENT },
  },
  { name: 'no HTTP', fault: { kind: 'garbled' }, ends: NOT_AN_ENT, but: OF_DOCUMENTS },
  {
    name: '407',
    fault: page('407 Proxy Authentication Required', HTML, PORTAL),
    ends: ['network/proxy-sign-in'],
  },
  { name: '511', fault: page('511 Network Authentication Required', HTML, PORTAL), ends: PORTAL_MET },
  {
    name: '503',
    fault: page('503 Busy', `${HTML}retry-after: 120\r\n`, PORTAL),
    pauseS: 120,
    ends: PAUSED,
  },
  { name: '429', fault: page('429 Slow Down', 'retry-after: 90\r\n', ''), pauseS: 90, ends: PAUSED },
  // A ticket that opens nothing any more sends us to the door. At documents alone it is a wall's word, or the want of a right.
  {
    name: '401',
    fault: page('401 Unauthorized', HTML, ''),
    ends: ['account/sign-in-needed'],
    but: {
      watch: DONE,
      ...OF_DOCUMENTS,
      'blobs check': TOKEN_REFUSED,
      'upload resumed': TOKEN_REFUSED,
    },
  },
  { name: '500', fault: page('500 Oops', HTML, PORTAL), ends: ['ent/server-error'], but: OF_DOCUMENTS },
  // The answer to a HEAD has no body to be cut.
  {
    name: 'packed and cut',
    fault: page('200 OK', GZIP, PACKED.subarray(0, PACKED.length - 12)),
    ends: DAMAGED,
    but: { 'upload resumed': NOT_AN_ENT },
  },
];

/** How the session ends; null where the fault cannot happen. A goodbye may fail in every way: its work is done. */
export function endingOf({ ends, but = {} }: LineFault, { name }: RequestKind): Ending | null {
  if (name in but) return but[name] ?? null;
  return name === 'revoke' ? DONE : ends;
}
