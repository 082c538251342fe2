import { useTranslation } from 'react-i18next';
import type { GradeMark } from '../../preload/contract/index.ts';
import { useFormats } from './use-formats.ts';

/** A mark as it is typed: « 14,5 », « abs. », « 0 n. rdu », « (9) » for a grade that does not count; nothing for none. */
export function useMarkWords(): (
  mark: Pick<GradeMark, 'pointsTimes100' | 'standing' | 'isCounted'>,
) => string {
  const { t } = useTranslation();
  const formats = useFormats();
  return ({ pointsTimes100, standing, isCounted }) => {
    const points = pointsTimes100 === null ? '' : formats.points(pointsTimes100);
    const word = standing === null ? '' : t(`grading.standing.short.${standing}`);
    return [isCounted ? points : `(${points})`, word].filter(Boolean).join(' ');
  };
}
