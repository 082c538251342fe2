/** Teachers' classes, given to whoever is free. */
export interface Teachers {
  /** What one teacher asks of the ENT for a class, from the first request to the last. */
  work(teacher: number): Promise<void>;
  /** Does what a teacher does without the ENT before that. */
  prepare(teacher: number): Promise<void>;
  close(): Promise<void>;
}
