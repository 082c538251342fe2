import type { Sides } from './lesson-news.ts';

export interface HomeworkFields {
  readonly text: string;
  readonly dueAt: number;
  /** Null: not said. */
  readonly expectedMinutes: number | null;
}

/**
 * What came from elsewhere, put into homework that is being written: what nobody has changed here follows it. Pure.
 *
 * `before` is what the next save is a change of. A text that is being typed in keeps its own, so that the engine finds what both
 * have changed. One that was cleared, or has spaces at its ends, is the teacher's own, still being typed.
 */
export function takeInHomework({ shown, typed, news }: Sides<HomeworkFields>): {
  fields: HomeworkFields;
  before: HomeworkFields;
} {
  const { text, dueAt, expectedMinutes } = news;
  const isTextTyped = typed.text.trim() !== shown.text.trim();
  return {
    fields: {
      text: isTextTyped || text === typed.text.trim() ? typed.text : text,
      dueAt: typed.dueAt === shown.dueAt ? dueAt : typed.dueAt,
      expectedMinutes:
        typed.expectedMinutes === shown.expectedMinutes ? expectedMinutes : typed.expectedMinutes,
    },
    before: { text: isTextTyped ? shown.text : text, dueAt, expectedMinutes },
  };
}
