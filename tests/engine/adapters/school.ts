/** A school's server with one class that has handed in, whatever kind of server it is. Students are numbers from 1 on. */
export interface School {
  readonly url: string;
  readonly login: string;
  readonly password: string;
  /** Requests that the server has seen so far. */
  requestCount(): number;
  /** The bytes that a student has handed in. */
  copyOf(student: number): Buffer;
  /** What the server has now: hundredths of a point, null for no grade. */
  gradeOf(student: number): number | null;
  /** Its words, without marks of HTML. */
  commentOf(student: number): string;
  /** The files that were given back to a student. */
  feedbackOf(student: number): Promise<readonly Buffer[]>;
  /** A colleague, or the teacher in a browser, grades. */
  gradeOnTheWeb(student: number, pointsTimes100: number): void;
  /** Lowers what the assignment is graded out of, in hundredths, behind the teacher's back. */
  lowerMaximum(maxTimes100: number): void;
  /** Ends the session that this secret opens. */
  endSession(secret: string): Promise<void>;
  /** The next request is answered by a page of HTML, with status 200, and never reaches the server. */
  answerNextInHtml(): void;
  /** The next request that writes grades is done, and its answer is lost. */
  loseNextAnswerToGrades(): void;
}

export interface SchoolOptions {
  readonly students: number;
  /** Students hand in a PDF each; without, text alone. */
  readonly hasFiles: boolean;
}

export type OpenSchool = (options: SchoolOptions) => Promise<School>;

/** Family names by which a class's students are told apart on both sides: "Nom12". */
export const familyName = (student: number): string => `Nom${student}`;
