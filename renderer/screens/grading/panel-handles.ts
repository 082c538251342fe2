import type { RefObject } from 'react';
import { useRef } from 'react';
import type { CommentFieldHandle } from './comment-field.tsx';
import type { CriteriaHandle } from './criteria/criteria-section.tsx';
import type { GradeFieldHandle } from './grade-field.tsx';
import type { GradingCommand } from './grading-keys.ts';
import type { AdjustmentHandle } from './rules/adjustment-section.tsx';

/** The parts of the panel that keys speak to. */
export interface PanelHandles {
  readonly grade: RefObject<GradeFieldHandle | null>;
  readonly comment: RefObject<CommentFieldHandle | null>;
  readonly criteria: RefObject<CriteriaHandle | null>;
  readonly adjustment: RefObject<AdjustmentHandle | null>;
}

export function usePanelHandles(): PanelHandles {
  return {
    grade: useRef<GradeFieldHandle>(null),
    comment: useRef<CommentFieldHandle>(null),
    criteria: useRef<CriteriaHandle>(null),
    adjustment: useRef<AdjustmentHandle>(null),
  };
}

/** Obeys what is said to one part of the panel; false when the command is not for one. */
export function obeyInPanel(
  command: GradingCommand,
  { grade, comment, criteria, adjustment }: PanelHandles,
): boolean {
  switch (command.kind) {
    case 'focus-grade':
      grade.current?.focus();
      return true;
    case 'type-grade':
      grade.current?.begin(command.digit);
      return true;
    case 'apply-lateness':
      adjustment.current?.applyLateness();
      return true;
    case 'focus-comment':
      comment.current?.focus();
      return true;
    case 'focus-criteria':
      criteria.current?.focus();
      return true;
    case 'open-bank':
      comment.current?.openBank();
      return true;
    case 'keep-comment':
      comment.current?.keep();
      return true;
    default:
      return false;
  }
}
