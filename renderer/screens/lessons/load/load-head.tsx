import type { DayLoad } from './day-loads.ts';
import './load.css';
import { useLoadWords } from './use-load-words.ts';

interface Props {
  readonly load: DayLoad;
  /** What a full bar stands for, in minutes. */
  readonly scale: number;
}

/** The homework load of a day at the head of its column. */
export function LoadHead({ load, scale }: Props) {
  const words = useLoadWords()(load);
  return (
    <span className="load-head" data-testid="load-head" data-minutes={load.minutes}>
      <small>{words}</small>
      <span className="load-track">
        <span style={{ width: `${(load.minutes / scale) * 100}%` }} />
      </span>
    </span>
  );
}
