import type { HandIn } from '../../../preload/contract/index.ts';
import type { Sides } from './lesson-news.ts';

export interface HomeworkFields {
  readonly text: string;
  readonly dueAt: number;
  /** Null: not said. */
  readonly expectedMinutes: number | null;
  /** Null: nothing is handed in, or it is not said. */
  readonly handIn: HandIn | null;
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
  const { text, dueAt, expectedMinutes, handIn } = news;
  const isTextTyped = typed.text.trim() !== shown.text.trim();
  const followed = <Name extends keyof HomeworkFields>(name: Name): HomeworkFields[Name] =>
    typed[name] === shown[name] ? news[name] : typed[name];
  return {
    fields: {
      text: isTextTyped || text === typed.text.trim() ? typed.text : withSpacesOf(typed.text, text),
      dueAt: followed('dueAt'),
      expectedMinutes: followed('expectedMinutes'),
      handIn: followed('handIn'),
    },
    before: { text: isTextTyped ? shown.text : text, dueAt, expectedMinutes, handIn },
  };
}

/**
 * News with the spaces and the line that were begun behind the last word, where the news still has that text: no save holds them, and
 * they part the next word from it.
 */
function withSpacesOf(typed: string, news: string): string {
  const written = typed.trim();
  const at = written === '' ? -1 : news.indexOf(written);
  if (at === -1) return news;
  const end = at + written.length;
  return news.slice(0, end) + typed.slice(typed.trimEnd().length) + news.slice(end);
}
