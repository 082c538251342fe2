import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ColumnMapping, GradePreview } from '../../../../preload/contract/index.ts';

const USES = ['fullName', 'lastName', 'firstName', 'mark', 'comment'] as const;
const NONE = '';

interface Props {
  readonly columns: GradePreview['columns'];
  readonly mapping: ColumnMapping;
  readonly onMapping: (mapping: ColumnMapping) => void;
}

/** Which column says what; each column is called by its title and by what is in it. */
export function ColumnUses({ columns, mapping, onMapping }: Props) {
  const { t } = useTranslation();
  const options = columns.map(({ title, samples }, index) => {
    const isAlone = columns.filter((other) => other.title === title).length === 1;
    const column = t('exchange.column', { number: index + 1 });
    const name = title === '' ? column : isAlone ? title : `${title}, ${column}`;
    return { value: String(index), label: samples[0] === undefined ? name : `${name} (${samples[0]}…)` };
  });
  return (
    <fieldset className="exchange-columns">
      <legend>{t('exchange.columns')}</legend>
      {USES.map((use) => (
        <NativeSelect
          key={use}
          label={t(`exchange.use.${use}`)}
          value={mapping[use] === null ? NONE : String(mapping[use])}
          onChange={({ currentTarget: { value } }) =>
            onMapping({ ...mapping, [use]: value === NONE ? null : Number(value) })
          }
          data={[{ value: NONE, label: t('exchange.noColumn') }, ...options]}
        />
      ))}
    </fieldset>
  );
}
