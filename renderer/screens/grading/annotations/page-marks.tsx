import type { PointerEvent } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Mark } from '../../../../preload/contract/index.ts';
import { useSignal } from '../../../app/signal.ts';
import type { PageSurface } from '../../../components/document-view/page-surfaces.ts';
import type { AnnotationSession } from './annotation-session.ts';
import { color as chosenColor, tool as chosenTool } from './annotation-tools.ts';
import './annotations.css';
import type { Writing } from './mark-editor.tsx';
import { MarkEditor } from './mark-editor.tsx';
import { MarkView } from './mark-view.tsx';
import type { Gesture } from './page-gestures.ts';
import { beginGesture, continueGesture, endGesture } from './page-gestures.ts';
import { pageLocator } from './page-locator.ts';

/** The marks of one page, and the tool in hand over it. */
export function PageMarks({ session, surface }: { session: AnnotationSession; surface: PageSurface }) {
  const { t } = useTranslation();
  const tool = useSignal(chosenTool);
  const color = useSignal(chosenColor);
  const marks = useSignal(session.marks) ?? [];
  const [gesture, setGesture] = useState<Gesture | null>(null);
  const [writing, setWriting] = useState<Writing | null>(null);
  const onPage = marks.filter(({ page }) => page === surface.page);
  const label = (kind: Mark['kind']) => t(`grading.annotations.undo.${kind}`);

  const onPointerDown = (event: PointerEvent<SVGSVGElement>) => {
    if (tool === null || event.button !== 0 || !event.isPrimary) return;
    if (writing !== null) return;
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    setGesture(beginGesture({ tool, color, marks: onPage, surface }, event));
  };
  const onPointerMove = (event: PointerEvent<SVGSVGElement>) => {
    if (gesture !== null) setGesture(continueGesture(gesture, surface, event.nativeEvent, onPage));
  };
  const onPointerUp = (event: PointerEvent<SVGSVGElement>) => {
    if (gesture === null) return;
    setGesture(null);
    const outcome = endGesture(continueGesture(gesture, surface, event.nativeEvent, onPage), {
      review: t('grading.annotations.review'),
    });
    if (outcome?.change !== undefined) session.change(outcome.change, label(outcome.kind));
    if (outcome?.writing !== undefined) setWriting(outcome.writing);
  };
  const hidden = new Set(gesture?.hidden.map(({ id }) => id));
  if (writing !== null) hidden.add(writing.mark.id);
  return (
    <>
      <svg
        className="page-marks"
        data-testid="page-marks"
        data-tool={tool ?? undefined}
        viewBox={`0 0 ${surface.width} ${surface.height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={t('grading.annotations.onPage', { count: onPage.length, page: surface.page + 1 })}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerUp}
        onPointerCancel={() => setGesture(null)}
      >
        <g transform={`matrix(${surface.transform.join(' ')})`}>
          {onPage.map((mark) => (hidden.has(mark.id) ? null : <MarkView key={mark.id} mark={mark} />))}
          {gesture?.drawn === null || gesture === null ? null : <MarkView mark={gesture.drawn} />}
        </g>
      </svg>
      {writing === null ? null : (
        <MarkEditor
          key={writing.mark.id}
          writing={writing}
          surface={surface}
          locate={pageLocator(surface)}
          onDone={(text) => {
            setWriting(null);
            const { mark, isNew } = writing;
            if (text === mark.text && !isNew) return;
            const removed = isNew ? [] : [mark];
            const added = text.trim() === '' ? [] : [{ ...mark, text }];
            if (removed.length + added.length > 0) session.change({ removed, added }, label(mark.kind));
          }}
        />
      )}
    </>
  );
}
