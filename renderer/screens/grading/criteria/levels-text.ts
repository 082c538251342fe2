import type { Criterion } from '../../../../preload/contract/index.ts';
import { parseGrade } from '../../../../preload/contract/index.ts';

export type Levels = Criterion['levels'];

/**
 * Reads levels as they are typed: « Fragile : 1 ; Satisfaisant : 2,5 ». Nothing at all is no levels; null for anything else.
 *
 * The range is not checked here.
 * @param most how many there may be; a criterion has 8
 */
export function readLevels(typed: string, most = 8): Levels | null {
  const parts = typed
    .split(';')
    .map((part) => part.trim())
    .filter(Boolean);
  const levels = parts.map((part) => {
    const [, label = '', points = ''] = /^(.*?)\s*[:=]\s*([\d.,]+)$/.exec(part) ?? [];
    const pointsTimes100 = parseGrade(points);
    return pointsTimes100 === null || label === '' ? null : { label: label.slice(0, 60), pointsTimes100 };
  });
  return levels.length <= most && levels.every((level) => level !== null) ? levels : null;
}

/** Levels as `readLevels` reads them. */
export function writeLevels(levels: Levels, points: (times100: number) => string): string {
  return levels.map((level) => `${level.label} : ${points(level.pointsTimes100)}`).join(' ; ');
}
