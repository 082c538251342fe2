import type { HandIn } from '../../../preload/contract/domain.ts';
import type { FileBody } from '../library/attached-files.ts';

/** What a teacher prepares, in the words of the ENT sync API. */

/** One block of a lesson's text. A newer ENT may say more of it than `id` and `content`. */
export interface BlockBody {
  readonly id: string;
  readonly content: Readonly<Record<string, unknown>>;
  /** Another version of the block `of`, made on `device` while it was changed elsewhere. */
  readonly variant?: { readonly of: string; readonly device: string } | undefined;
}

export interface LessonBody {
  readonly class_group_id: string;
  readonly title: string;
  readonly starts_at: number;
  readonly is_published: boolean;
  /** Students see an unpublished lesson from then on; absent: no date is set. */
  readonly publish_at?: number | null | undefined;
  readonly blocks: readonly BlockBody[];
}

export interface ResourceBody {
  readonly lesson_id: string;
  readonly file: FileBody;
}

export interface HomeworkBody {
  readonly lesson_id: string | null;
  readonly class_group_id: string;
  readonly text: string;
  readonly due_at: number;
  /** How long it is meant to take; absent: nobody said. */
  readonly expected_minutes?: number | undefined;
  /** How students hand it in; absent: they do not, or nobody said. */
  readonly hand_in?: HandIn | undefined;
}
