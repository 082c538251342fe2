import { skipToken, useQuery } from '@tanstack/react-query';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlannedLesson } from '../../../../preload/contract/index.ts';
import { toAppError } from '../../../app/app-error.ts';
import { engine } from '../../../app/engine.ts';
import { errorWords } from '../../../i18n/error-words.ts';
import { type Direction, isIdle, moveTo, type Section, stepInDirection } from './sections.ts';
import { useOutcomeWords } from './use-outcome-words.ts';
import type { ProgressionEdits } from './use-progression-edits.ts';
import { useShownYear } from './use-shown-year.ts';

type Move = ReturnType<typeof moveTo>;

interface Target {
  readonly classGroupId: string;
  readonly move: Move;
}

export interface BoardMoves {
  readonly root: RefObject<HTMLElement | null>;
  /** The lesson that is being dragged. */
  readonly dragged: PlannedLesson | null;
  /** Whether it would go there: before a lesson of a section, or (null) to its end. */
  isTarget(section: Section, beforeId: string | null): boolean;
  /** What that would do, in words; null while nothing is dragged. */
  readonly preview: string | null;
  start(lesson: PlannedLesson, classGroupId: string): void;
  /** Over a place; true where it can be let go. */
  over(section: Section, beforeId: string | null): boolean;
  drop(): void;
  end(): void;
  go(sections: readonly Section[], lesson: PlannedLesson, direction: Direction): void;
}

/** How lessons are moved on the board: one at a time, each move one edit. */
export function useBoardMoves(edits: ProgressionEdits): BoardMoves {
  const root = useRef<HTMLElement>(null);
  const [drag, setDrag] = useState<{ lesson: PlannedLesson; classGroupId: string } | null>(null);
  const [target, setTarget] = useState<Target | null>(null);
  const preview = usePreview(target);
  const isTarget = ({ classGroupId, sequence }: Section, beforeId: string | null) =>
    target?.classGroupId === classGroupId &&
    target.move.sequenceId === (sequence?.id ?? null) &&
    target.move.beforeId === beforeId;
  const take = useOneMove(edits, root);
  const end = () => {
    setDrag(null);
    setTarget(null);
  };
  return {
    root,
    dragged: drag?.lesson ?? null,
    isTarget,
    preview: drag === null ? null : preview,
    start: (lesson, classGroupId) => setDrag({ lesson, classGroupId }),
    over(section, beforeId) {
      if (drag === null || section.classGroupId !== drag.classGroupId) return false;
      const move = moveTo(drag.lesson.id, section, beforeId);
      if (isIdle(section, move)) setTarget(null);
      else if (!isTarget(section, beforeId)) setTarget({ classGroupId: section.classGroupId, move });
      return true;
    },
    drop() {
      if (drag !== null && target !== null) void take(drag.classGroupId, target.move, drag.lesson);
      end();
    },
    end,
    go(sections, lesson, direction) {
      const move = stepInDirection(sections, lesson.id, direction);
      const section = sections[0];
      if (move === null || section === undefined) return;
      void take(section.classGroupId, move, lesson);
    },
  };
}

/** Moves one lesson at a time; the keyboard stays with it. */
function useOneMove(edits: ProgressionEdits, root: BoardMoves['root']) {
  const { t } = useTranslation();
  const isBusy = useRef(false);
  const movedId = useRef('');
  // A card that goes to another sequence, or back, is another element: where that leaves the keyboard nowhere, it finds it.
  useEffect(() => {
    if (document.activeElement !== document.body) return;
    root.current?.querySelector<HTMLElement>(`[data-lesson-id="${movedId.current}"]`)?.focus();
  });
  return async (classGroupId: string, move: Move, { title }: PlannedLesson) => {
    if (isBusy.current) return;
    isBusy.current = true;
    movedId.current = move.lessonId;
    await edits.take(classGroupId, move, t('progression.done.moved', { title }));
    isBusy.current = false;
  };
}

/** What letting go here would do; the engine's own words where it would not let it. */
function usePreview(target: Target | null): string {
  const { t, i18n } = useTranslation();
  const outcomeWords = useOutcomeWords();
  const ofYear = useShownYear();
  const { data, error } = useQuery({
    ...engine.progression.preview.queryOptions({
      input:
        target === null ? skipToken : { classGroupId: target.classGroupId, step: target.move, ...ofYear },
    }),
    retry: false,
    staleTime: 0,
  });
  if (target === null) return t('progression.dragging');
  if (error !== null) return errorWords(t, i18n.language, toAppError(error)).text;
  return data === undefined ? '' : outcomeWords(data);
}
