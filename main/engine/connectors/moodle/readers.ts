/** Whose writing is taken for whose. */
export interface Readers {
  /** The teacher, at Moodle. */
  readonly userId: number;
  nameOf(userId: number): string;
}
