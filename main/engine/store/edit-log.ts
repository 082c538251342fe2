/** The entities that a teacher writes. */
export type EditedEntity =
  | 'grade'
  | 'comment'
  | 'feedback'
  | 'lesson'
  | 'resource'
  | 'homework'
  | 'assessment'
  | 'handling';

export interface EditName {
  readonly entity: EditedEntity;
  readonly entityId: string;
}

/** One edit on its way to the ENT. */
export interface Edit {
  readonly entity: EditedEntity;
  readonly entityId: string;
  /** The whole new body as the ENT sync API spells it, or null: deleted. */
  readonly body: Readonly<Record<string, unknown>> | null;
  /** Documents that must be at the ENT before this edit. */
  readonly blobs?: readonly string[];
  /** What stands there came while this was being written, and was not seen: made on no value of the ENT's, it replaces none. */
  readonly isUnseen?: boolean;
}

/**
 * Where a domain records its edits, without knowing sync.
 *
 * Called inside the transaction that writes the domain's rows: both are saved, or neither.
 */
export interface EditLog {
  record(edit: Edit): void;
  /**
   * Lets edits that wait pass or fail together with the one that they are sent for. Those that do not wait are left alone.
   *
   * Only for edits without documents: these have hours of their own.
   */
  gather(leader: EditName, members: readonly EditName[]): void;
  /**
   * Lets edits that wait pass or fail together, as equals: where one fails, the others go by themselves the next time. Those
   * that are sent for another one stay with that.
   */
  bind(members: readonly EditName[]): void;
  /** Keeps an edit that waits from going, until the teacher has looked at it: it is shown under `code`. */
  setAside(name: EditName, code: string): void;
  /** How far the latest edit of an entity has come. */
  stateOf(entity: EditedEntity, entityId: string): EditState;
  /** Whether it was made here and nothing of it has left: what it says may still become something else. */
  isUnsent(entity: EditedEntity, entityId: string): boolean;
}

/** `refused` and `conflict` wait for the teacher, `waiting` for the next sync. */
export type EditState = 'synced' | 'waiting' | 'conflict' | 'refused';

const GRAVEST_FIRST: readonly EditState[] = ['conflict', 'refused', 'waiting'];

/** What a whole shows of its parts: the state that most needs the teacher. */
export function gravestState(states: readonly EditState[]): EditState {
  return GRAVEST_FIRST.find((state) => states.includes(state)) ?? 'synced';
}
