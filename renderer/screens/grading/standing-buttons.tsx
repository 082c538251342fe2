import { Checkbox } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { SubmissionSummary } from '../../../preload/contract/index.ts';
import { gradeStanding } from '../../../preload/contract/index.ts';
import { useIsMoodle } from '../../app/use-is-moodle.ts';
import { useSaveMark } from './use-save-mark.ts';

interface Props {
  readonly copy: SubmissionSummary;
  readonly name: string;
  readonly isReadOnly: boolean;
}

/** What stands beside the grade or in its place. The same words can be typed in the field itself. */
export function StandingButtons({ copy, name, isReadOnly }: Props) {
  const { t } = useTranslation();
  const saveMark = useSaveMark();
  // A grade is a number there, and nothing beside it.
  if (useIsMoodle()) return null;
  return (
    <div className="standing">
      <fieldset className="standing-buttons" aria-label={t('grading.standing.label', { name })}>
        {gradeStanding.options.map((standing) => {
          const isOn = copy.standing === standing;
          return (
            <button
              key={standing}
              type="button"
              className="standing-button"
              aria-pressed={isOn}
              disabled={isReadOnly}
              data-testid={`standing-${standing}`}
              onClick={() => saveMark(copy, name, { standing: isOn ? null : standing })}
            >
              {t(`grading.standing.${standing}`)}
            </button>
          );
        })}
      </fieldset>
      {copy.pointsTimes100 === null ? null : (
        <Checkbox
          size="sm"
          label={t('grading.standing.notCounted')}
          checked={!copy.isCounted}
          disabled={isReadOnly}
          data-testid="not-counted"
          onChange={(event) => saveMark(copy, name, { isCounted: !event.currentTarget.checked })}
        />
      )}
    </div>
  );
}
