import { useTranslation } from 'react-i18next';
import type { GradeMark, Scale } from '../../preload/contract/index.ts';
import { levelOf, shortLevel } from '../../preload/contract/index.ts';
import { useFormats } from './use-formats.ts';

/** A mark as it is typed: « 14,5 », « abs. », « 0 n. rdu », « (9) » for a grade that does not count, « TBM » on a scale; nothing for none. */
export function useMarkWords(): (
  mark: Pick<GradeMark, 'pointsTimes100' | 'standing' | 'isCounted'>,
  scale?: Scale | null,
) => string {
  const { t } = useTranslation();
  const formats = useFormats();
  return ({ pointsTimes100, standing, isCounted }, scale = null) => {
    const level = levelOf(scale, pointsTimes100);
    const number = pointsTimes100 === null ? '' : formats.points(pointsTimes100);
    const points = scale === null || level === null ? number : shortLevel(scale, level);
    const word = standing === null ? '' : t(`grading.standing.short.${standing}`);
    return [isCounted ? points : `(${points})`, word].filter(Boolean).join(' ');
  };
}
