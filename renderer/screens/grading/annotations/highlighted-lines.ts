import type { PageSurface } from '../../../components/document-view/page-surfaces.ts';
import type { Point } from './mark-shapes.ts';
import { pageLocator } from './page-locator.ts';

type Box = [number, number, number, number];

/** The lines of text between two points of a page, as they stand; without text, as on a photograph, the box itself. */
export function highlightedLines(surface: PageSurface, from: Point, to: Point): Box[] {
  const { toPage, toShare } = pageLocator(surface);
  const drawn = boxOf(from, to);
  const page = surface.element.getBoundingClientRect();
  const [one, other] = [toShare(from), toShare(to)];
  const left = page.left + Math.min(one.left, other.left) * page.width;
  const right = page.left + Math.max(one.left, other.left) * page.width;
  const top = page.top + Math.min(one.top, other.top) * page.height;
  const bottom = page.top + Math.max(one.top, other.top) * page.height;
  const spans = surface.element.parentElement?.querySelectorAll('.textLayer span:not(.markedContent)') ?? [];
  const lines: Box[] = [];
  for (const span of spans) {
    const line = span.getBoundingClientRect();
    const isMet = line.left < right && line.right > left && line.top < bottom && line.bottom > top;
    if (!isMet || line.width < 1) continue;
    const start = toPage(Math.max(left, line.left), line.top);
    const end = toPage(Math.min(right, line.right), line.bottom);
    lines.push(boxOf(start, end));
  }
  return lines.length === 0 ? [drawn] : lines;
}

function boxOf(one: Point, other: Point): Box {
  return [
    Math.min(one.x, other.x),
    Math.min(one.y, other.y),
    Math.max(one.x, other.x),
    Math.max(one.y, other.y),
  ];
}
