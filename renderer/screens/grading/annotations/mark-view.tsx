import type { Mark, MarkOf } from '../../../../preload/contract/index.ts';
import {
  curveThrough,
  LINE_HEIGHT,
  pathOf,
  STAMP_RADIUS,
  straightThrough,
  strokesOf,
  textSize,
  uprightAt,
} from './mark-shapes.ts';
import { HIGHLIGHT_OPACITY } from './marks-to-pdf.ts';

/** A pointer need not hit a stroke exactly: this many points around it are it too. */
const REACH = 8;

/** One mark, drawn in the page's own points as the annotated copy has it. */
export function MarkView({ mark, isDim = false }: { mark: Mark; isDim?: boolean }) {
  return (
    <g className="mark" data-mark={mark.id} data-kind={mark.kind} data-dim={isDim || undefined}>
      {mark.kind === 'highlight' ? <Highlight mark={mark} /> : null}
      {mark.kind === 'text' ? <Letters mark={mark} /> : null}
      {mark.kind === 'pin' ? <Pin mark={mark} /> : null}
      {strokesOf(mark).map(({ width, points, isCurved }, index) => {
        const path = pathOf((isCurved ? curveThrough : straightThrough)(points));
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: the strokes of a mark never change
          <g key={index} fill="none" strokeLinecap="round" strokeLinejoin="round">
            <path d={path} stroke={mark.color} strokeWidth={width} />
            <path d={path} className="mark-reach" strokeWidth={width + REACH} />
          </g>
        );
      })}
    </g>
  );
}

function Highlight({ mark }: { mark: MarkOf<'highlight'> }) {
  return mark.boxes.map(([left, bottom, right, top]) => (
    <rect
      key={`${left} ${bottom}`}
      className="mark-highlight"
      x={left}
      y={bottom}
      width={Math.max(0, right - left)}
      height={Math.max(0, top - bottom)}
      fill={mark.color}
      opacity={HIGHLIGHT_OPACITY}
    />
  ));
}

function Letters({ mark }: { mark: MarkOf<'text'> }) {
  const { width, height } = textSize(mark);
  return (
    <g transform={uprightAt(mark, mark.rotation)}>
      <rect width={width} height={height} fill="transparent" />
      <text className="mark-text" fontSize={mark.sizePoints} fill={mark.color}>
        {mark.text.split('\n').map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name
          <tspan key={index} x={0} y={mark.sizePoints * (1 + index * LINE_HEIGHT)}>
            {line}
          </tspan>
        ))}
      </text>
    </g>
  );
}

function Pin({ mark }: { mark: MarkOf<'pin'> }) {
  const r = STAMP_RADIUS * 0.7;
  return (
    <g className="mark-pin" transform={uprightAt(mark, mark.rotation)}>
      <title>{mark.text}</title>
      <path
        d={`M${-r} ${-r}H${r}V${r * 0.5}H0L${-r * 0.5} ${r}V${r * 0.5}H${-r}Z`}
        fill="#ffffff"
        stroke={mark.color}
        strokeWidth={1.6}
      />
    </g>
  );
}
