import { basename, join } from 'node:path';
import type { Arrival, ArrivalTarget } from '../../../preload/contract/watch.ts';
import type { DomainContext } from '../context.ts';
import { gradingHandlers } from '../grading/handlers.ts';
import { lessonsHandlers } from '../lessons/handlers.ts';
import { libraryHandlers } from '../library/handlers.ts';
import { CartableError } from '../platform/cartable-error.ts';
import { bringIn } from './dropped.ts';
import {
  changeFile,
  countUndecided,
  type FileRow,
  findFile,
  readUndecided,
  type UndecidedRow,
} from './repository.ts';
import { proposeTargets } from './rules.ts';
import { readCandidates, searchTargets } from './targets.ts';

type Done = Record<string, never>;
const LISTED = 100;

/** What the screens ask of the files that came in. Deciding on one is a transaction with the edit that it makes. */
export const watchHandlers = {
  arrivals(context: DomainContext): { arrivals: Arrival[]; total: number } {
    const { db } = context.store;
    const rows = readUndecided(db, LISTED);
    const titles = rows.some(({ pileCopies }) => pileCopies !== null) ? titlesOf(context) : new Map();
    const candidates = rows.length === 0 ? [] : readCandidates(db, context.clock.now());
    const arrivals = rows.map((row): Arrival => {
      const prepared = row.documentId === null ? undefined : libraryHandlers.find(context, row.documentId);
      const name = basename(row.path);
      const pile = pileOf(row, titles);
      return {
        id: row.id,
        name,
        path: join(row.folderPath, row.path),
        foundAt: row.foundAt,
        sizeBytes: row.bytes,
        prepared: prepared ?? null,
        reason: row.reason,
        // A pile goes to no one place.
        targets:
          prepared === undefined || pile !== null
            ? []
            : proposeTargets(row.path, candidates, context.clock.now()),
        pile,
      };
    });
    return { arrivals, total: countUndecided(db) };
  },

  targets(context: DomainContext, input: { text: string }): ArrivalTarget[] {
    const now = context.clock.now();
    return searchTargets(readCandidates(context.store.db, now), input.text, now);
  },

  bringIn,

  /** Hangs documents on lessons and submissions, all or none; twice is once. @throws CartableError `store/not-found` */
  accept(context: DomainContext, input: { decisions: readonly Decision[] }): Done {
    context.store.write(() => {
      for (const decision of input.decisions) acceptOne(context, decision);
    });
    context.announce('watch', 'library');
    return {};
  },

  /** @throws CartableError `store/not-found` */
  ignore(context: DomainContext, input: { arrivalIds: readonly string[] }): Done {
    context.store.write(() => {
      for (const arrivalId of input.arrivalIds) {
        const { state } = requireFile(context, arrivalId);
        if (state !== 'proposed' && state !== 'refused') continue;
        changeFile(context.store.db, arrivalId, { state: 'ignored', decidedAt: context.clock.now() });
      }
    });
    context.announce('watch');
    return {};
  },

  /** Undo of `accept` and `ignore`. @throws CartableError `store/not-found` */
  reopen(context: DomainContext, input: { arrivalIds: readonly string[] }): Done {
    context.store.write(() => {
      for (const arrivalId of input.arrivalIds) reopenOne(context, requireFile(context, arrivalId));
    });
    context.announce('watch', 'library');
    return {};
  },
};

function titlesOf(context: DomainContext): ReadonlyMap<string, string> {
  return new Map(gradingHandlers.assignments(context, {}).map(({ id, title }) => [id, title]));
}

function pileOf(
  { pileCopies, assignmentId }: UndecidedRow,
  titles: ReadonlyMap<string, string>,
): Arrival['pile'] {
  const title = titles.get(assignmentId ?? '');
  if (pileCopies === null || assignmentId === null || title === undefined) return null;
  return { assignmentId, title, copyCount: pileCopies };
}

/** Where one of the files goes. */
interface Decision {
  readonly arrivalId: string;
  readonly target: { readonly kind: 'lesson' | 'submission'; readonly id: string };
}

function acceptOne(context: DomainContext, { arrivalId, target: { kind, id } }: Decision): void {
  const { state, documentId } = requireFile(context, arrivalId);
  if (state === 'accepted') return;
  if (documentId === null) throw notFound();
  const attached =
    kind === 'lesson'
      ? lessonsHandlers.attachDocument(context, { lessonId: id, documentId })
      : gradingHandlers.attachDocument(context, { submissionId: id, documentId });
  const decidedAt = context.clock.now();
  const change = { state: 'accepted', attachedKind: kind, attachedId: attached.id, decidedAt } as const;
  changeFile(context.store.db, arrivalId, change);
}

function reopenOne(context: DomainContext, file: FileRow): void {
  const { id, state, attachedKind, attachedId, documentId } = file;
  if (state !== 'accepted' && state !== 'ignored') return;
  if (attachedId !== null && attachedKind === 'lesson')
    lessonsHandlers.detach(context, { resourceId: attachedId });
  if (attachedId !== null && attachedKind === 'submission')
    gradingHandlers.removeFeedback(context, { feedbackId: attachedId });
  const open = documentId === null ? 'refused' : 'proposed';
  changeFile(context.store.db, id, { state: open, attachedKind: null, attachedId: null, decidedAt: null });
}

function requireFile(context: DomainContext, id: string): FileRow {
  const file = findFile(context.store.db, id);
  if (file === undefined) throw notFound();
  return file;
}

function notFound(): CartableError {
  return new CartableError('store/not-found', {}, 'never');
}
