import type { Mark, MarkOf } from '../../../../preload/contract/index.ts';
import type { PageSurface } from '../../../components/document-view/page-surfaces.ts';
import type { MarkChange } from './annotation-session.ts';
import type { Color, Tool } from './annotation-tools.ts';
import { highlightedLines } from './highlighted-lines.ts';
import type { Writing } from './mark-editor.tsx';
import type { Point } from './mark-shapes.ts';
import { moved, textSize } from './mark-shapes.ts';
import { pageLocator } from './page-locator.ts';
import { finished, record, widthOf } from './stroke-recorder.ts';

/** Letters of a remark and of points, in points: what a hand writes in a margin. */
const TEXT_SIZE = 14;
const REVIEW_SIZE = 16;

/** What is under way between the pointer's coming down and its leaving. */
export interface Gesture {
  readonly tool: Tool;
  readonly from: Point;
  /** What is being drawn, or moved. */
  readonly drawn: Mark | null;
  /** Marks not to be shown where they were: erased, or moved. */
  readonly hidden: readonly Mark[];
  /** The mark that is moved, where it was. */
  readonly taken: Mark | null;
}

interface Hand {
  readonly tool: Tool;
  readonly color: Color;
  readonly marks: readonly Mark[];
  readonly surface: PageSurface;
}

type Pointer = Pick<PointerEvent, 'clientX' | 'clientY' | 'pointerType' | 'pressure'>;

/** Begins what the tool in hand does. */
export function beginGesture({ tool, color, marks, surface }: Hand, pointer: Pointer): Gesture {
  const from = pageLocator(surface).toPage(pointer.clientX, pointer.clientY);
  const base = { id: crypto.randomUUID(), page: surface.page, color };
  const begun = { tool, from, drawn: null, hidden: [], taken: null };
  const rotation = ((surface.rotation % 360) + 360) % 360;
  const upright = { ...base, ...from, rotation: rotation as 0 | 90 | 180 | 270 };
  switch (tool) {
    case 'ink':
      return { ...begun, drawn: { ...base, kind: 'ink', strokes: record([], from, widthOf(pointer)) } };
    case 'highlight':
      return { ...begun, drawn: { ...base, kind: 'highlight', boxes: [[from.x, from.y, from.x, from.y]] } };
    case 'tick':
    case 'cross':
      return { ...begun, drawn: { ...upright, kind: tool } };
    case 'text':
    case 'points':
    case 'review':
      return {
        ...begun,
        drawn: {
          ...upright,
          kind: 'text',
          sizePoints: tool === 'review' ? REVIEW_SIZE : TEXT_SIZE,
          text: tool === 'points' ? '+1' : '',
        },
      };
    case 'pin':
      return { ...begun, drawn: { ...upright, kind: 'pin', text: '' } };
    case 'eraser':
      return { ...begun, hidden: marksAt(pointer, marks) };
    case 'move': {
      const taken = marksAt(pointer, marks)[0] ?? null;
      return { ...begun, taken, drawn: taken, hidden: taken === null ? [] : [taken] };
    }
  }
}

/** Goes on as far as the pointer is now. */
export function continueGesture(
  gesture: Gesture,
  surface: PageSurface,
  event: Pointer & { getCoalescedEvents?: () => readonly Pointer[] },
  marks: readonly Mark[],
): Gesture {
  const { toPage } = pageLocator(surface);
  const to = toPage(event.clientX, event.clientY);
  const { tool, from, drawn, taken } = gesture;
  if (tool === 'eraser') {
    const hidden = new Set([...gesture.hidden, ...marksAt(event, marks)]);
    return hidden.size === gesture.hidden.length ? gesture : { ...gesture, hidden: [...hidden] };
  }
  if (tool === 'move')
    return taken === null ? gesture : { ...gesture, drawn: moved(taken, to.x - from.x, to.y - from.y) };
  if (drawn?.kind === 'highlight')
    return { ...gesture, drawn: { ...drawn, boxes: highlightedLines(surface, from, to) } };
  if (drawn?.kind !== 'ink') return gesture;
  const coalesced = event.getCoalescedEvents?.() ?? [];
  let { strokes } = drawn;
  // Lifting the pen presses no more: the stroke ends as wide as it was.
  for (const step of coalesced.length === 0 ? [event] : coalesced) {
    const width = step.pressure === 0 ? (strokes.at(-1)?.width ?? 1) : widthOf(step);
    strokes = record(strokes, toPage(step.clientX, step.clientY), width);
  }
  return { ...gesture, drawn: { ...drawn, strokes } };
}

/** What a finished gesture comes to. */
export interface Outcome {
  readonly kind: Mark['kind'];
  readonly change?: MarkChange;
  /** Words are to be written first. */
  readonly writing?: Writing;
}

/** Ends what the tool did; null when it did nothing. */
export function endGesture(
  { tool, drawn, hidden, taken }: Gesture,
  words: { review: string },
): Outcome | null {
  if (tool === 'eraser')
    return hidden[0] === undefined ? null : { kind: hidden[0].kind, change: { removed: hidden } };
  if (drawn === null) return null;
  const { kind } = drawn;
  if (taken !== null) {
    if (!isSame(drawn, taken)) return { kind, change: { removed: [taken], added: [drawn] } };
    return taken.kind === 'text' || taken.kind === 'pin'
      ? { kind, writing: { mark: taken, isNew: false } }
      : null;
  }
  if (tool === 'review')
    return { kind, change: { added: [reviewAt(drawn as MarkOf<'text'>, words.review)] } };
  if (drawn.kind === 'text' || drawn.kind === 'pin') return { kind, writing: { mark: drawn, isNew: true } };
  if (drawn.kind === 'ink')
    return { kind, change: { added: [{ ...drawn, strokes: finished(drawn.strokes) }] } };
  if (drawn.kind === 'highlight' && drawn.boxes.every(([x1, y1, x2, y2]) => x2 - x1 < 2 || y2 - y1 < 2))
    return null;
  return { kind, change: { added: [drawn] } };
}

const isSame = (one: Mark, other: Mark) => JSON.stringify(one) === JSON.stringify(other);

/** A stamp is put where its middle is. */
function reviewAt(mark: MarkOf<'text'>, text: string): Mark {
  const stamp = { ...mark, text };
  const { width, height } = textSize(stamp);
  const angle = (mark.rotation * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return moved(stamp, (-width * cos - height * sin) / 2, (-width * sin + height * cos) / 2);
}

function marksAt({ clientX, clientY }: Pointer, marks: readonly Mark[]): Mark[] {
  const under = document.elementsFromPoint(clientX, clientY).flatMap((element) => {
    const id = element.closest('[data-mark]')?.getAttribute('data-mark');
    return id === null || id === undefined ? [] : [id];
  });
  return marks.filter(({ id }) => under.includes(id));
}
