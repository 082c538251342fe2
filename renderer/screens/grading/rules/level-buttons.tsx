import { useTranslation } from 'react-i18next';
import type { Assignment, SubmissionSummary } from '../../../../preload/contract/index.ts';
import { levelOf } from '../../../../preload/contract/index.ts';
import { useFormats } from '../../../i18n/use-formats.ts';
import { useSaveMark } from '../use-save-mark.ts';

interface Props {
  readonly copy: SubmissionSummary;
  readonly name: string;
  readonly assignment: Assignment;
  readonly isReadOnly: boolean;
}

/** The levels of the assignment's scale. They can be typed in the grade's field as well. */
export function LevelButtons({ copy, name, assignment, isReadOnly }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const saveMark = useSaveMark();
  const { scale, isCounted } = assignment.rules;
  if (scale === null) return null;
  const given = levelOf(scale, copy.pointsTimes100);
  return (
    <fieldset className="standing-buttons" aria-label={t('gradingRules.levelOf', { name })}>
      {scale.levels.map((level) => {
        const isOn = level === given;
        // As typed: a grade that is given by a level counts as the assignment says, one that is there keeps its own word.
        const counts = copy.pointsTimes100 === null ? isCounted : copy.isCounted;
        const change = { pointsTimes100: isOn ? null : level.pointsTimes100, isCounted: counts };
        return (
          <button
            key={level.label}
            type="button"
            className="standing-button"
            aria-pressed={isOn}
            disabled={isReadOnly}
            title={formats.grade(level.pointsTimes100, assignment.maxTimes100)}
            data-testid="level"
            onClick={() => saveMark(copy, name, change, { scale })}
          >
            {level.label}
          </button>
        );
      })}
    </fieldset>
  );
}
