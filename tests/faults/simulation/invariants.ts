import { canonicalJson } from '../../../main/engine/sync/canonical-json.ts';
import type { Device } from './device.ts';
import type { Effect, ModelEnt } from './model-ent.ts';

/** An edit that the screen showed as saved. */
export interface SavedEdit {
  readonly device: string;
  readonly key: string;
  readonly value: string;
  /** What the screen showed before. */
  readonly over: string;
  /** Replaced by its own author, or given up by the teacher's choice: it may be gone. */
  isOver: boolean;
}

/** A word that was written in a lesson. */
export interface LessonWord {
  /** Where; `web`: on the ENT's own pages. */
  readonly device: string;
  readonly token: string;
  readonly lesson: string;
  isOver: boolean;
}

/** A back-up that was put back on a device: what it did since then is no work of what it knew before. */
export interface LocalRestore {
  /** Edits of the world's up to the making of the back-up, and up to its return. */
  readonly madeAt: number;
  readonly putBackAt: number;
  /** Effects at the ENT up to its return. */
  readonly effects: number;
  /** Edits that may still have been on their way. */
  readonly ops: ReadonlySet<string>;
}

/** Everything that the invariants are about, once all has come to rest. */
export interface Rest {
  readonly ent: ModelEnt;
  readonly devices: readonly Device[];
  readonly edits: readonly SavedEdit[];
  readonly lessonTokens: readonly LessonWord[];
  /** The ENT's values that a conflict showed to the teacher, beside theirs. */
  readonly shownBeside: ReadonlySet<string>;
  /** A back-up was put back somewhere: what was known there is no longer. */
  readonly wasRestored: boolean;
  /** The ENT itself went back in time. */
  readonly hasEntGoneBack: boolean;
  /** By device, the last one. */
  readonly localRestores: ReadonlyMap<string, LocalRestore>;
  /** Names of edits that were undone before anything of them was sent. */
  readonly takenBack: ReadonlySet<string>;
}

/** The invariants of sync.md 6 that are broken, in words. */
export function brokenInvariants(rest: Rest): string[] {
  return [
    ...notEqual(rest),
    ...wrongEffects(rest),
    ...vanished(rest),
    ...withoutBytes(rest),
    ...undone(rest),
  ];
}

function notEqual({ ent, devices }: Rest): string[] {
  const violations: string[] = [];
  const official = new Map<string, unknown>();
  for (const { entity, id, body } of ent.records()) {
    if (body === null) continue;
    if (entity === 'grade') official.set(`grade ${id}`, body.points_x100);
    if (entity === 'assessment') official.set(`assessment ${id}`, body.publish_at);
    if (entity === 'comment') official.set(`comment ${id}`, body.text);
    if (entity === 'feedback') official.set(`feedback ${id}`, (body.file as { sha256: string }).sha256);
    if (entity === 'lesson') official.set(`lesson ${id}`, { title: body.title, blocks: body.blocks });
  }
  for (const device of devices) {
    const kept = new Set(device.waiting().map(({ entity, entity_id }) => `${entity} ${entity_id}`));
    const shown = device.shown();
    for (const key of new Set([...shown.keys(), ...official.keys()])) {
      if (kept.has(key)) continue;
      const [here, there] = [written(shown.get(key)), written(official.get(key))];
      if (here !== there) violations.push(`I4 ${key}: ${device.name} shows ${here}, the ENT has ${there}`);
    }
  }
  return violations;
}

function wrongEffects(rest: Rest): string[] {
  const violations: string[] = [];
  const seen = new Set<string>();
  for (const { op, outcome } of rest.ent.answers) {
    if (outcome === 'applied') seen.add(op);
    else if (seen.has(op) && outcome !== 'unchanged')
      violations.push(`I2 ${op} took effect, and was then answered as if it had not: ${outcome}`);
  }
  seen.clear();
  const last = new Map<string, number>();
  for (const [index, effect] of rest.ent.effects.entries()) {
    const { op, seq, device, key } = effect;
    if (seen.has(op)) violations.push(`I2 ${op} took effect twice`);
    seen.add(op);
    const before = last.get(`${device} ${key}`) ?? 0;
    if (seq < before && !rest.wasRestored) violations.push(`I3 ${key}: ${seq} after ${before}`);
    last.set(`${device} ${key}`, seq);
    if (key.startsWith('grade ')) violations.push(...wrongOverwriting(rest, effect, index));
  }
  return violations;
}

/**
 * I5: an official grade is only replaced by someone who saw it, or chose against it.
 *
 * I11: a device that was put back to yesterday has seen what its back-up knew, and what was typed on it since.
 */
function wrongOverwriting(rest: Rest, { op, device, key, value, over }: Effect, index: number): string[] {
  if (rest.hasEntGoneBack) return [];
  const name = device.split('-').at(-1) ?? '';
  const replaced = String(over?.body?.points_x100 ?? null);
  const restore = rest.localRestores.get(name);
  const isSince = restore !== undefined && index >= restore.effects && !restore.ops.has(op);
  const known = isSince
    ? [...rest.edits.slice(0, restore.madeAt), ...rest.edits.slice(restore.putBackAt)]
    : rest.edits;
  const wasSeen = known.some(
    (edit) => edit.device === name && edit.key === key && (edit.over === replaced || edit.value === replaced),
  );
  if (wasSeen || rest.shownBeside.has(`${name} ${key} ${replaced}`)) return [];
  const now = String(value?.points_x100 ?? null);
  return [`${isSince ? 'I11' : 'I5'} ${name} replaced ${key} = ${replaced} by ${now} without having seen it`];
}

/** I1, I5: every edit that the screen showed as saved was official once, or its author replaced or gave it up. */
function vanished({ ent, devices, edits, lessonTokens }: Rest): string[] {
  const violations: string[] = [];
  for (const { device, key, value, isOver } of edits) {
    if (isOver) continue;
    const said = ['null', ...(ent.history.get(key) ?? [])].map(pointsOf);
    const isKept = devices.some(
      (other) =>
        other.name === device &&
        other.waiting().some(({ entity, entity_id }) => `${entity} ${entity_id}` === key),
    );
    if (!said.includes(value) && !isKept) violations.push(`I1 ${device}: ${key} = ${value} is nowhere`);
  }
  for (const { device, token, isOver, lesson } of lessonTokens) {
    if (isOver) continue;
    const text = JSON.stringify(ent.record(`lesson ${lesson}`)?.body ?? null);
    if (!hasWord(text, token)) violations.push(`I1 ${device}: ${token} has vanished from ${lesson}`);
  }
  return violations;
}

/** I5: what a device wrote itself is no news to it, so that nobody is asked to choose between two values of their own. */
export function ownConflicts(ent: ModelEnt, device: Device): string[] {
  const open = device.db
    .prepare(
      `SELECT op.entity, op.entity_id, op.seq, theirs_version
       FROM conflict JOIN outbox_op op ON op.op_id = conflict.op_id ORDER BY op.seq`,
    )
    .all() as { entity: string; entity_id: string; seq: number; theirs_version: number }[];
  return open.flatMap(({ entity, entity_id, seq, theirs_version }) => {
    const theirs = ent.effects.find(({ version }) => version === theirs_version);
    // The same number: the edit under its earlier name.
    const isOwn = theirs?.device === `device-${device.name}` && theirs.seq <= seq;
    return isOwn
      ? [`I5 ${device.name} must choose between two values of its own ${entity} ${entity_id}`]
      : [];
  });
}

/** I12: an edit can be undone only as long as the ENT cannot have it, so that it never takes effect. */
function undone({ ent, takenBack }: Rest): string[] {
  return ent.effects
    .filter(({ op }) => takenBack.has(op))
    .map(({ op, key }) => `I12 ${op} of ${key} was undone before it was sent, and took effect`);
}

/** I9: whatever a row names is there, to the last byte, at the ENT and on every device that shows it. */
function withoutBytes({ ent, devices }: Rest): string[] {
  const violations: string[] = [];
  for (const { entity, id, body } of ent.records()) {
    const files = entity === 'feedback' && body !== null ? [body.file] : ((body?.files ?? []) as unknown[]);
    for (const { sha256 } of files as { sha256: string }[]) {
      const bytes = ent.documents.read(sha256);
      if (bytes === undefined) violations.push(`I9 the ENT names ${sha256} in ${entity} ${id}, and lacks it`);
      else
        for (const device of devices)
          if (device.document(sha256)?.equals(bytes) !== true)
            violations.push(`I9 ${device.name} lacks ${sha256} of ${entity} ${id}`);
    }
  }
  return violations;
}

/** The same text for the same value, whatever the order of its fields. */
function written(value: unknown): string {
  return value !== null && typeof value === 'object' ? canonicalJson({ value }) : String(value);
}

/** The points of a grade's body, as text; `null` for none. */
export function pointsOf(body: string | null): string {
  return String((JSON.parse(body ?? 'null') as { points_x100?: number } | null)?.points_x100 ?? null);
}

/** Whether JSON says a word: "word-10" is another one than "word-1". */
export function hasWord(json: string, word: string): boolean {
  return json.includes(`${word}"`) || json.includes(`${word} `);
}
