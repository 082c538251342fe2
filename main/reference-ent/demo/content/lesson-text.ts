/** A lesson as its teacher would type it. */
export interface LessonText {
  readonly title: string;
  /** Lines: `## ` and `### ` headings, `- ` and `1. ` lists, `> ` what students copy; `**bold**`, `*italic*`. */
  readonly text: string;
  readonly homework?: string;
  /** Name of a document of `lesson-documents.ts` that goes with it. */
  readonly resource?: string;
}
