import { Button, Group, SegmentedControl, TextInput } from '@mantine/core';
import type { KeyboardEvent } from 'react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Assignment, BlindMark, SubmissionSummary } from '../../../../preload/contract/index.ts';
import {
  isOutOfOther,
  MARKER_MAX_LENGTH,
  meanOfRounds,
  parseGrade,
} from '../../../../preload/contract/index.ts';
import { useSignal } from '../../../app/signal.ts';
import { useFormats } from '../../../i18n/use-formats.ts';
import { useSaveMark } from '../use-save-mark.ts';
import { marker as markerSignal, setMarker } from './kept-marker.ts';
import { useBlindCopy, useSaveBlindMark } from './use-blind-marks.ts';

interface Props {
  readonly copy: SubmissionSummary;
  readonly name: string;
  readonly assignment: Assignment;
  readonly isReadOnly: boolean;
  /** The round's grade is given: go to the next copy. */
  readonly onNext: () => void;
}

/** The two rounds of a copy that is marked twice: each blind until both are there, then their difference and the decision. */
export function SecondMarking({ copy, name, assignment, isReadOnly, onNext }: Props) {
  const { t } = useTranslation();
  const marker = useSignal(markerSignal);
  const blind = useBlindCopy(assignment.id, copy.id);
  const save = useSaveBlindMark(name);
  if (blind === undefined) return null;
  const { round, names } = marker;
  const mine = blind.given.find((one) => one.round === round);
  const [first, second] = blind.disclosed ?? [];
  return (
    <section className="adjustment" aria-label={t('gradingRules.second.label')} data-testid="second-marking">
      <p className="grading-label">{t('gradingRules.second.label')}</p>
      {first !== undefined && second !== undefined ? (
        <Decision {...{ copy, name, first, second, isReadOnly }} />
      ) : (
        <>
          <Group gap="xs">
            <SegmentedControl
              size="xs"
              aria-label={t('gradingRules.second.round')}
              value={String(round)}
              onChange={(value) => setMarker({ ...marker, round: value === '2' ? 2 : 1 })}
              data={(['1', '2'] as const).map((value) => ({
                value,
                label: t(`gradingRules.second.round${value}`),
              }))}
              data-testid="marking-round"
            />
            <TextInput
              size="xs"
              aria-label={t('gradingRules.second.marker')}
              placeholder={t('gradingRules.second.marker')}
              maxLength={MARKER_MAX_LENGTH}
              value={names[round]}
              onChange={({ currentTarget }) =>
                setMarker({ ...marker, names: { ...names, [round]: currentTarget.value } })
              }
            />
          </Group>
          {mine === undefined ? (
            <RoundField
              key={`${copy.id} ${round}`}
              maxTimes100={assignment.maxTimes100}
              isReadOnly={isReadOnly}
              onGive={(pointsTimes100) => {
                save({ submissionId: copy.id, round, marker: names[round].trim(), pointsTimes100 });
                onNext();
              }}
            />
          ) : (
            <Group gap="xs">
              <p className="adjustment-computation" data-testid="round-given">
                {t('gradingRules.second.given')}
              </p>
              <Button
                variant="default"
                size="compact-sm"
                disabled={isReadOnly}
                onClick={() =>
                  save({ submissionId: copy.id, round, marker: mine.marker, pointsTimes100: null })
                }
              >
                {t('gradingRules.second.takeBack')}
              </Button>
            </Group>
          )}
        </>
      )}
    </section>
  );
}

interface DecisionProps extends Pick<Props, 'copy' | 'name' | 'isReadOnly'> {
  readonly first: BlindMark;
  readonly second: BlindMark;
}

/** Both grades, how far apart they are, and the grades that can be decided on; any other is typed in the grade's field. */
function Decision({ copy, name, first, second, isReadOnly }: DecisionProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const saveMark = useSaveMark();
  const given = [first.pointsTimes100, second.pointsTimes100] as const;
  const offered = [...new Set([...given, meanOfRounds(...given)])];
  return (
    <>
      {[first, second].map(({ round, pointsTimes100, marker }) => (
        <p key={round} className="adjustment-computation">
          {t(marker === '' ? 'gradingRules.second.gave' : 'gradingRules.second.gaveBy', {
            round: t(`gradingRules.second.round${round}`),
            grade: formats.points(pointsTimes100),
            marker,
          })}
        </p>
      ))}
      <p className="adjustment-computation" data-testid="rounds-difference">
        {t('gradingRules.second.difference', { points: formats.points(Math.abs(given[0] - given[1])) })}
      </p>
      <Group gap="xs">
        {offered.map((pointsTimes100) => (
          <Button
            key={pointsTimes100}
            variant="default"
            size="compact-sm"
            aria-pressed={copy.pointsTimes100 === pointsTimes100}
            disabled={isReadOnly}
            data-testid="decide"
            onClick={() => saveMark(copy, name, { pointsTimes100 })}
          >
            {t('gradingRules.second.decide', { grade: formats.points(pointsTimes100) })}
          </Button>
        ))}
      </Group>
    </>
  );
}

interface FieldProps {
  readonly maxTimes100: number;
  readonly isReadOnly: boolean;
  readonly onGive: (pointsTimes100: number) => void;
}

/** A round's grade; only Enter gives it, for it is hidden from then on. */
function RoundField({ maxTimes100, isReadOnly, onGive }: FieldProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const id = useId();
  const [typed, setTyped] = useState('');
  const [isFaulty, setIsFaulty] = useState(false);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    const points = parseGrade(typed);
    const isOther = isOutOfOther(typed, { maxTimes100, scale: null });
    const isGrade = points !== null && !isOther && points <= maxTimes100;
    setIsFaulty(!isGrade);
    if (isGrade) onGive(points);
  };
  return (
    <div className="adjustment-field">
      <label htmlFor={id}>{t('gradingRules.second.grade', { max: formats.points(maxTimes100) })}</label>
      <input
        id={id}
        className="criterion-points"
        aria-invalid={isFaulty || undefined}
        autoComplete="off"
        maxLength={12}
        readOnly={isReadOnly}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        data-testid="round-field"
      />
      {isFaulty ? (
        <span className="grade-field-message" role="alert">
          {t('grading.panel.outOfRange', { max: formats.points(maxTimes100) })}
        </span>
      ) : null}
    </div>
  );
}
