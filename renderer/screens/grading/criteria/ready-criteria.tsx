import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Assignment, Criterion } from '../../../../preload/contract/index.ts';
import { MASTERY_SHARES, shareOf } from '../../../../preload/contract/index.ts';
import { engine } from '../../../app/engine.ts';

interface Props {
  readonly assignment: Assignment;
  readonly onTake: (criteria: readonly Criterion[]) => void;
}

const NONE = '';
const SOCLE = 'socle';

/** Grids that are there: the five domains of the common core with the four French levels, and those of other assignments. */
export function ReadyCriteria({ assignment, onTake }: Props) {
  const { t } = useTranslation();
  const { id: assignmentId, maxTimes100 } = assignment;
  const schemes =
    useQuery(engine.grading.criteriaSchemes.queryOptions({ input: { assignmentId } })).data ?? [];
  const take = (value: string) => {
    const scheme = schemes.find((one) => one.assignmentId === value);
    const domains = t('gradingRules.ready.domains', { returnObjects: true });
    const labels = [4, 3, 2, 1].map((level) => t(`gradingRules.scale.level${level as 1 | 2 | 3 | 4}`));
    if (value === SOCLE) onTake(ofDomains(domains, labels, maxTimes100));
    else if (scheme !== undefined)
      onTake(scheme.criteria.map((one) => ({ ...one, id: crypto.randomUUID() })));
  };
  return (
    <NativeSelect
      aria-label={t('gradingRules.ready.label')}
      value={NONE}
      onChange={({ currentTarget }) => take(currentTarget.value)}
      data={[
        { value: NONE, label: t('gradingRules.ready.label') },
        { value: SOCLE, label: t('gradingRules.ready.socle') },
        ...schemes.map(({ assignmentId: value, title }) => ({
          value,
          label: t('gradingRules.ready.of', { title }),
        })),
      ]}
      data-testid="ready-criteria"
    />
  );
}

/** The maximum in equal parts, to the hundredth; what cannot be divided goes to the last one. */
function ofDomains(domains: readonly string[], levels: readonly string[], maxTimes100: number): Criterion[] {
  const part = Math.floor(maxTimes100 / domains.length);
  return domains.map((label, index) => {
    const max = index === domains.length - 1 ? maxTimes100 - part * index : part;
    return {
      id: crypto.randomUUID(),
      label,
      maxTimes100: max,
      kind: 'ordinary',
      levels: levels.map((level, place) => ({
        label: level,
        pointsTimes100: shareOf(max, MASTERY_SHARES[place] ?? 0),
      })),
    };
  });
}
