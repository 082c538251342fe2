import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Assignment, Scale } from '../../../../preload/contract/index.ts';
import { useFormats } from '../../../i18n/use-formats.ts';
import { writeLevels } from '../criteria/levels-text.ts';
import { readScale, readyScales, scalesElsewhere } from './scale-draft.ts';

interface Props {
  readonly assignment: Assignment;
  readonly assignments: readonly Assignment[];
  /** Null: points alone; undefined: what is typed is no scale. */
  readonly onScale: (scale: Scale | null | undefined) => void;
}

const POINTS = 'points';
const CURRENT = 'current';
const OWN = 'own';

/** Points, or a scale: ready ones, those of other assignments, and one's own, whose values can be typed over. */
export function ScaleFields({ assignment, assignments, onScale }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { maxTimes100, rules } = assignment;
  const max = formats.points(maxTimes100);
  const ready = readyScales(
    {
      letters: t('gradingRules.scale.letters'),
      mastery: t('gradingRules.scale.mastery'),
      masteryLabels: [4, 3, 2, 1].map((level) => t(`gradingRules.scale.level${level as 1 | 2 | 3 | 4}`)),
    },
    maxTimes100,
  );
  const offered = [...ready, ...scalesElsewhere(assignments, assignment)];
  const [choice, setChoice] = useState(rules.scale === null ? POINTS : CURRENT);
  const [name, setName] = useState(rules.scale?.name ?? '');
  const [typed, setTyped] = useState(
    rules.scale === null ? '' : writeLevels(rules.scale.levels, formats.points),
  );
  const isFaulty = choice !== POINTS && readScale(name, typed, maxTimes100) === null;
  const tell = (nextName: string, nextTyped: string) => {
    setName(nextName);
    setTyped(nextTyped);
    onScale(readScale(nextName, nextTyped, maxTimes100) ?? undefined);
  };
  const choose = (value: string) => {
    setChoice(value);
    const chosen = value === CURRENT ? rules.scale : offered[Number(value)];
    if (value === POINTS) onScale(null);
    else if (value === OWN) tell(t('gradingRules.scale.ownName'), '');
    else if (chosen != null) tell(chosen.name, writeLevels(chosen.levels, formats.points));
  };
  return (
    <>
      <NativeSelect
        label={t('gradingRules.scale.label')}
        value={choice}
        onChange={({ currentTarget }) => choose(currentTarget.value)}
        data={[
          { value: POINTS, label: t('gradingRules.scale.points', { max }) },
          ...(rules.scale === null ? [] : [{ value: CURRENT, label: rules.scale.name }]),
          ...offered.map((scale, index) => ({ value: String(index), label: scale.name })),
          { value: OWN, label: t('gradingRules.scale.own') },
        ]}
        data-testid="scale-choice"
        data-autofocus
      />
      {choice === POINTS ? null : (
        <>
          <TextInput
            label={t('gradingRules.scale.name')}
            maxLength={60}
            value={name}
            onChange={({ currentTarget }) => tell(currentTarget.value, typed)}
          />
          <Textarea
            autosize
            minRows={2}
            label={t('gradingRules.scale.levels', { max })}
            placeholder={t('gradingRules.scale.levelsHint')}
            value={typed}
            error={isFaulty ? t('gradingRules.scale.fault', { max }) : undefined}
            onChange={({ currentTarget }) => tell(name, currentTarget.value)}
            data-testid="scale-levels"
          />
          <p className="grading-hint">{t('gradingRules.scale.help')}</p>
        </>
      )}
    </>
  );
}
