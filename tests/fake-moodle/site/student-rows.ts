/** Rows of one assignment, found by their student: classes of 2,000 are read in one request. */
export class StudentRows<R extends { readonly userid: number }> {
  readonly #byUser = new Map<number, R[]>();
  readonly #rows: R[] = [];

  add(row: R): void {
    this.#rows.push(row);
    this.#byUser.set(row.userid, [...this.of(row.userid), row]);
  }

  /** As where a course is reset: gone without a trace. */
  clear(userid: number): void {
    this.#byUser.delete(userid);
    this.#rows.splice(0, this.#rows.length, ...this.#rows.filter((row) => row.userid !== userid));
  }

  of(userid: number): readonly R[] {
    return this.#byUser.get(userid) ?? [];
  }

  /** In the order of their ids. */
  all(): readonly R[] {
    return this.#rows;
  }
}
