import type { KeyboardEvent } from 'react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Criterion, CriterionMark } from '../../../../preload/contract/index.ts';
import { CRITERION_COMMENT_MAX, isOutOfOther, parseGrade } from '../../../../preload/contract/index.ts';
import { useFormats } from '../../../i18n/use-formats.ts';

interface Props {
  readonly criterion: Criterion;
  readonly mark: CriterionMark;
  readonly isReadOnly: boolean;
  readonly onSave: (mark: CriterionMark) => void;
  /** Enter, once what was typed is in order. */
  readonly onEnter: () => void;
}

/** One question: points or a level, and a remark. What is not a number of points it can have stays in the field, marked. */
export function CriterionField({ criterion, mark, isReadOnly, onSave, onEnter }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const fieldId = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const [isFaulty, setIsFaulty] = useState(false);
  const [remark, setRemark] = useState<string | null>(null);
  const max = formats.points(criterion.maxTimes100);
  const written = mark.pointsTimes100 === null ? '' : formats.points(mark.pointsTimes100);
  // Of two levels that are worth the same one is shown as given: the points are what is kept.
  const given = criterion.levels.find((level) => level.pointsTimes100 === mark.pointsTimes100);

  const give = (pointsTimes100: number | null) => {
    setTyped(null);
    setIsFaulty(false);
    if (pointsTimes100 !== mark.pointsTimes100) onSave({ ...mark, pointsTimes100 });
  };
  const commit = (): boolean => {
    if (typed === null) return true;
    const { maxTimes100 } = criterion;
    const points = typed.trim() === '' ? null : parseGrade(typed);
    const isOther = isOutOfOther(typed, { maxTimes100, scale: null });
    if ((points === null && typed.trim() !== '') || isOther || (points ?? 0) > maxTimes100) {
      setIsFaulty(true);
      return false;
    }
    give(points);
    return true;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    if (commit()) onEnter();
  };
  const keepRemark = () => {
    if (remark !== null && remark.trim() !== mark.comment) onSave({ ...mark, comment: remark.trim() });
    setRemark(null);
  };
  return (
    <div className="criterion" data-kind={criterion.kind}>
      <div className="criterion-line">
        <label htmlFor={fieldId}>
          {criterion.label}
          {criterion.kind === 'ordinary' ? null : (
            <span className="criterion-kind"> {t(`grading.criteria.${criterion.kind}`)}</span>
          )}
        </label>
        <input
          id={fieldId}
          className="criterion-points"
          aria-label={t('grading.criteria.points', { criterion: criterion.label, max })}
          aria-invalid={isFaulty || undefined}
          title={isFaulty ? t('grading.criteria.fault', { max }) : undefined}
          autoComplete="off"
          readOnly={isReadOnly}
          value={typed ?? written}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onFocus={(event) => event.currentTarget.select()}
          onBlur={commit}
          onKeyDown={onKeyDown}
          data-criterion={criterion.id}
          data-testid="criterion-points"
        />
        <span className="criterion-max" aria-hidden>
          {t('grading.panel.on', { max })}
        </span>
      </div>
      {criterion.levels.length === 0 ? null : (
        <fieldset className="standing-buttons" aria-label={criterion.label}>
          {criterion.levels.map((level) => (
            <button
              key={`${level.label} ${level.pointsTimes100}`}
              type="button"
              className="standing-button"
              aria-pressed={level === given}
              disabled={isReadOnly}
              data-testid="criterion-level"
              onClick={() => give(level === given ? null : level.pointsTimes100)}
            >
              {level.label}
            </button>
          ))}
        </fieldset>
      )}
      <input
        className="criterion-remark"
        aria-label={t('grading.criteria.remark', { criterion: criterion.label })}
        placeholder={t('grading.criteria.remarkHint')}
        maxLength={CRITERION_COMMENT_MAX}
        readOnly={isReadOnly}
        value={remark ?? mark.comment}
        onChange={(event) => setRemark(event.currentTarget.value)}
        onBlur={keepRemark}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) event.currentTarget.blur();
        }}
        data-testid="criterion-remark"
      />
      {isFaulty ? (
        <p className="grade-field-message" role="alert">
          {t('grading.criteria.fault', { max })}
        </p>
      ) : null}
    </div>
  );
}
