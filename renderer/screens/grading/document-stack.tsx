import type { ReactNode, Ref } from 'react';
import { memo, startTransition, useCallback, useEffect, useRef, useState } from 'react';
import type { DocumentRef } from '../../../preload/contract/index.ts';
import { ErrorBoundary } from '../../app/error-boundary.tsx';
import type { DocumentViewHandle } from '../../components/document-view/document-view.tsx';
import { DocumentView } from '../../components/document-view/document-view.tsx';
import type { PageSurface } from '../../components/document-view/page-surfaces.ts';
import { keepOpen } from './kept-documents.ts';

/** 1.5 s: a document that is slow to show does not hold the next one back for ever. */
const WARM_ANYWAY_MS = 1500;

/** 500 ms: a window that is never idle opens the next document all the same. */
const IDLE_BY_MS = 500;

const NOTHING: readonly DocumentRef[] = [];

interface Props {
  /** Null when the copy in hand has no document, or its text is in view: the next one is made ready all the same. */
  readonly shown: DocumentRef | null;
  /** To be ready by the time they are asked for. */
  readonly toWarm: readonly DocumentRef[];
  readonly handle: Ref<DocumentViewHandle>;
  /** What lies over the pages of the document in view. */
  readonly overlay: ((surface: PageSurface) => ReactNode) | undefined;
}

/**
 * One document in view, and under it those that are likely to be next, already drawn.
 *
 * Going to the next copy is then a change of visibility, not a decoding. The next one is opened after the
 * one in view is shown and painted, for it must not slow it down.
 */
export function DocumentStack({ shown, toWarm, handle, overlay }: Props) {
  const [isReady, tellReady] = useIsReady(shown?.sha256 ?? null);
  const seen = useRef<readonly DocumentRef[]>([]);
  const warm = useWhenIdle(isReady ? toWarm : NOTHING);
  const kept = keepOpen(seen.current, shown, warm);
  useEffect(() => {
    seen.current = kept;
  });
  const isAway = shown !== null && !kept.some(({ sha256 }) => sha256 === shown.sha256);
  const drawn = isAway ? [shown, ...kept] : kept;
  // In an order that never changes: an element that is moved loses the place to which it was scrolled.
  const views = drawn.toSorted((a, b) => (a.sha256 < b.sha256 ? -1 : 1));
  return (
    <div className="document-stack" data-empty={shown === null || undefined}>
      {views.map((document) => {
        const isShown = document.sha256 === shown?.sha256;
        return (
          <Layer
            key={document.sha256}
            document={isShown ? shown : document}
            isShown={isShown}
            handle={isShown ? handle : undefined}
            overlay={isShown ? overlay : undefined}
            onReady={tellReady}
          />
        );
      })}
    </div>
  );
}

interface LayerProps {
  readonly document: DocumentRef;
  readonly isShown: boolean;
  readonly handle: Ref<DocumentViewHandle> | undefined;
  readonly overlay: Props['overlay'];
  readonly onReady: (sha256: string) => void;
}

/** Drawn again only when something of its own changes: a step from copy to copy concerns two of them. */
const Layer = memo(function Layer({ document, isShown, handle, overlay, onReady }: LayerProps) {
  return (
    <div
      className="document-stack-layer"
      data-shown={isShown || undefined}
      inert={!isShown}
      aria-hidden={!isShown}
    >
      <ErrorBoundary>
        <DocumentView
          document={document}
          handle={handle}
          overlay={overlay}
          onShown={() => onReady(document.sha256)}
        />
      </ErrorBoundary>
    </div>
  );
});

/** A value once the window has nothing better to do: what was there before, until then. */
function useWhenIdle<Value>(value: Value): Value {
  const [taken, setTaken] = useState(value);
  useEffect(() => {
    const asked = requestIdleCallback(() => startTransition(() => setTaken(() => value)), {
      timeout: IDLE_BY_MS,
    });
    return () => cancelIdleCallback(asked);
  }, [value]);
  return taken;
}

/** Whether the document in view is drawn, or has had its time. */
function useIsReady(shownSha256: string | null): readonly [boolean, (sha256: string) => void] {
  const [ready, setReady] = useState<ReadonlySet<string>>(new Set());
  const tell = useCallback(
    (sha256: string) => setReady((before) => (before.has(sha256) ? before : new Set(before).add(sha256))),
    [],
  );
  useEffect(() => {
    if (shownSha256 === null) return;
    const timer = setTimeout(() => setReady((before) => new Set(before).add(shownSha256)), WARM_ANYWAY_MS);
    return () => clearTimeout(timer);
  }, [shownSha256]);
  return [shownSha256 === null || ready.has(shownSha256), tell];
}
