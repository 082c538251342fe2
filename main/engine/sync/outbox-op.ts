import type { Edit, EditedEntity } from '../store/edit-log.ts';

export type OpState = 'pending' | 'sealed' | 'conflict' | 'refused' | 'parked';

/** A row of the outbox. */
export interface OutboxOp {
  readonly op_id: string;
  readonly seq: number;
  readonly entity: EditedEntity;
  readonly entity_id: string;
  readonly kind: 'put' | 'delete';
  readonly base_version: number | null;
  readonly base_op: string | null;
  /** What it was made on, once the ENT's version of that is known; null also for a removal. */
  readonly base_body: string | null;
  readonly payload: string | null;
  readonly lane: 'urgent' | 'normal' | 'bulk';
  readonly state: OpState;
  readonly batch_id: string | null;
  /** Sendings under this name of which the ENT has not said that it looked at nothing: above 0, it may have the edit. */
  readonly attempts: number;
  readonly last_code: string | null;
  readonly created_at: number;
  /** Passes or fails together with the edits of the same group, which is named by the one that they are sent for. */
  readonly group_id: string | null;
  /** What the edit is about, kept when the ENT removes the row that bears the name; else empty. */
  readonly label: string;
  /** The ENT asked to hear of it again only then (epoch ms), and when it did. */
  readonly not_before: number | null;
  readonly deferred_at: number | null;
  /** JSON array of what sendings under earlier names said: the ENT may have any of it. */
  readonly sent_bodies: string | null;
  /** The ENT failed at larger batches that it was in: it goes in one of so many edits at most, after all others. */
  readonly batch_ops_max: number | null;
  /** What its points were given out of; null: it has none. */
  readonly out_of_x100: number | null;
}

/** @returns null for a removal */
export function bodyOf(text: string | null): Record<string, unknown> | null {
  return text === null ? null : (JSON.parse(text) as Record<string, unknown>);
}

/** The document that a body names. */
export function blobsOf(body: Record<string, unknown> | null): readonly string[] {
  const file = body?.file as { sha256: string } | null | undefined;
  return file == null ? [] : [file.sha256];
}

/** What the ENT may have of an edit, if any sending of it took effect: canonical JSON, null for a removal. */
export function saidBy(op: OutboxOp): readonly (string | null)[] {
  return [...sentBodies(op), ...(op.attempts > 0 ? [op.payload] : [])];
}

/** Whether the ENT may have an edit that waits, or what it was before: it was sent, and no answer is known. */
export function mayHavePassed({
  attempts,
  sent_bodies,
}: Pick<OutboxOp, 'attempts' | 'sent_bodies'>): boolean {
  return attempts > 0 || sent_bodies !== null;
}

/**
 * Whether the ENT may have something of an edit that was set aside or refused: then what was known before it is not known to be
 * alike. What it refuses at one sending, or under one name, it may have taken at an earlier one.
 */
export function mayBeThere({ state, attempts, sent_bodies }: OutboxOp): boolean {
  return sent_bodies !== null || attempts > (state === 'parked' ? 0 : 1);
}

/** What sendings under earlier names said. */
export function sentBodies({ sent_bodies }: OutboxOp): readonly (string | null)[] {
  return sent_bodies === null ? [] : (JSON.parse(sent_bodies) as (string | null)[]);
}

/** Edits that carry a document wait for the bulk lane's hours; text and grades pass at any time. */
export function laneOf(edit: Pick<Edit, 'blobs'>): 'normal' | 'bulk' {
  return (edit.blobs?.length ?? 0) > 0 ? 'bulk' : 'normal';
}
