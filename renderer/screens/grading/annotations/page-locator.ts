import type { PageSurface } from '../../../components/document-view/page-surfaces.ts';
import type { Point } from './mark-shapes.ts';

/** From the window to a page's own points, and from those to a share of the surface. */
export function pageLocator({ element, width, height, transform }: PageSurface) {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = transform;
  const determinant = a * d - b * c;
  const round = (value: number) => Math.round(value * 100) / 100;
  return {
    toPage(clientX: number, clientY: number): Point {
      const box = element.getBoundingClientRect();
      const u = ((clientX - box.left) / Math.max(1, box.width)) * width - e;
      const v = ((clientY - box.top) / Math.max(1, box.height)) * height - f;
      return { x: round((d * u - c * v) / determinant), y: round((a * v - b * u) / determinant) };
    },
    toShare({ x, y }: Point): { left: number; top: number } {
      return { left: (a * x + c * y + e) / width, top: (b * x + d * y + f) / height };
    },
  };
}
