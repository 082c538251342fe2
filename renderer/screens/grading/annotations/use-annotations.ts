import { useQuery } from '@tanstack/react-query';
import { useEffect, useEffectEvent } from 'react';
import type { DocumentRef } from '../../../../preload/contract/index.ts';
import { chosenKeys, pressedAs } from '../../../app/chosen-keys.ts';
import { isTextField } from '../../../app/commands.ts';
import { engine } from '../../../app/engine.ts';
import { createSignal, useSignal } from '../../../app/signal.ts';
import { documentKind } from '../../../components/document-view/document-kind.ts';
import type { AnnotationSession } from './annotation-session.ts';
import { annotationSession } from './annotation-session.ts';
import { tool, toolOfKey } from './annotation-tools.ts';

const NO_MARKS = createSignal<null>(null);

/** What of a copy is annotated, and on what: an image becomes a page once somebody takes a pen to it. */
export function useAnnotations(
  submissionId: string,
  document: DocumentRef | null,
): { session: AnnotationSession | null; shown: DocumentRef | null } {
  const isAnnotatable = document !== null && canBeAnnotated(document);
  const sha256 = document?.sha256 ?? '';
  const session = isAnnotatable ? annotationSession({ submissionId, sha256 }) : null;
  const marks = useSignal<readonly unknown[] | null>(session?.marks ?? NO_MARKS);
  const inHand = useSignal(tool);
  const isImage = document !== null && documentKind(document) === 'image';
  const isWanted = isAnnotatable && isImage && (inHand !== null || (marks?.length ?? 0) > 0);
  const base = useQuery({
    ...engine.annotations.base.queryOptions({ input: { submissionId, sha256 } }),
    enabled: isWanted,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  useAnnotationKeys(session !== null);
  const page = isWanted ? base.data : undefined;
  if (document === null || page === undefined) return { session, shown: document };
  return { session, shown: { ...document, ...page, mediaType: 'application/pdf' } };
}

function canBeAnnotated(document: DocumentRef): boolean {
  if (!document.isLocal) return false;
  return documentKind(document) === 'pdf' || /^image\/(?:jpeg|png)\b/.test(document.mediaType);
}

/** A letter takes a tool in hand, Escape lays it down; in fields and dialogs keys are theirs. */
function useAnnotationKeys(isActive: boolean): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (!isActive || event.defaultPrevented || isTextField(event.target)) return;
    if (event.target instanceof Element && event.target.closest('[role="dialog"], [role="menu"]') !== null)
      return;
    const next = toolOfKey(pressedAs(chosenKeys(), event));
    if (next === undefined || (next === null && tool.get() === null)) return;
    event.preventDefault();
    tool.set(next === tool.get() ? null : next);
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);
}
