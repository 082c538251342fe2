import { rgb } from 'pdf-lib';
import type { Graph } from './copy.ts';
import { BLACK, type PdfPen } from './pdf-page.ts';

const RED = rgb(0.78, 0.16, 0.17);
const GRID = rgb(0.82, 0.84, 0.88);

/** Points, axes and the line through the origin. */
export function drawGraph(pen: PdfPen, graph: Graph): void {
  const [width, height] = [300, 200];
  pen.need(height + 60);
  const origin = { x: pen.left + 46, y: pen.y - height - 24 };
  const place = (x: number, y: number) => ({
    x: origin.x + (x / graph.xMax) * width,
    y: origin.y + (y / graph.yMax) * height,
  });
  const line = (
    from: { x: number; y: number },
    to: { x: number; y: number },
    color = BLACK,
    thickness = 0.8,
  ) => pen.page.drawLine({ start: from, end: to, color, thickness });
  for (let step = 1; step <= 8; step++) {
    const [x, y] = [(graph.xMax * step) / 8, (graph.yMax * step) / 8];
    line(place(x, 0), place(x, graph.yMax), GRID, 0.4);
    line(place(0, y), place(graph.xMax, y), GRID, 0.4);
  }
  line(place(0, 0), place(graph.xMax, 0));
  line(place(0, 0), place(0, graph.yMax));
  const end = Math.min(graph.xMax, graph.yMax / graph.slope);
  line(place(0, 0), place(end, graph.slope * end), RED, 1);
  for (const [x, y] of graph.points) {
    const point = place(x, y);
    line({ x: point.x - 3, y: point.y }, { x: point.x + 3, y: point.y });
    line({ x: point.x, y: point.y - 3 }, { x: point.x, y: point.y + 3 });
  }
  const label = (text: string, x: number, y: number) =>
    pen.page.drawText(text, { x, y, size: 9, font: pen.regular, color: BLACK });
  label(graph.yLabel, origin.x - 30, origin.y + height + 12);
  label(graph.xLabel, origin.x + width - 40, origin.y - 24);
  for (const share of [0.5, 1]) {
    const [x, y] = [graph.xMax * share, graph.yMax * share];
    label(short(x), place(x, 0).x - 6, origin.y - 12);
    label(short(y), origin.x - 26, place(0, y).y - 3);
  }
  pen.skip(height + 58);
}

/** Incident and refracted rays at a horizontal surface. */
export function drawRays(pen: PdfPen, rays: { incidenceDegrees: number; refractionDegrees: number }): void {
  const height = 130;
  pen.need(height + 10);
  const centre = { x: pen.left + 150, y: pen.y - height / 2 - 6 };
  const ray = (degrees: number, reach: number) => {
    const angle = (degrees * Math.PI) / 180;
    return { x: centre.x + Math.sin(angle) * reach, y: centre.y - Math.cos(angle) * reach };
  };
  const { page } = pen;
  page.drawRectangle({
    x: centre.x - 110,
    y: centre.y - 60,
    width: 220,
    height: 60,
    color: rgb(0.88, 0.93, 0.98),
  });
  page.drawLine({
    start: { x: centre.x - 110, y: centre.y },
    end: { x: centre.x + 110, y: centre.y },
    thickness: 1,
    color: BLACK,
  });
  page.drawLine({
    start: { x: centre.x, y: centre.y + 60 },
    end: { x: centre.x, y: centre.y - 60 },
    thickness: 0.7,
    dashArray: [4, 3],
    color: BLACK,
  });
  page.drawLine({ start: ray(180 + rays.incidenceDegrees, 75), end: centre, thickness: 1.4, color: RED });
  page.drawLine({ start: centre, end: ray(rays.refractionDegrees, 62), thickness: 1.4, color: RED });
  const label = (text: string, dx: number, dy: number) =>
    page.drawText(text, { x: centre.x + dx, y: centre.y + dy, size: 10, font: pen.regular, color: BLACK });
  label('air', 78, 8);
  label('plexiglas', 56, -16);
  label('i', -14, 28);
  label('r', 8, -36);
  pen.skip(height + 10);
}

function short(value: number): string {
  return String(Math.round(value * 100) / 100).replace('.', ',');
}
