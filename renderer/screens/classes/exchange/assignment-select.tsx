import { NativeSelect, type NativeSelectProps } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Assignment } from '../../../../preload/contract/index.ts';

interface Props extends Omit<NativeSelectProps, 'data' | 'value' | 'onChange'> {
  readonly assignments: readonly Assignment[];
  readonly assignmentId: string;
  readonly onChoose: (assignmentId: string) => void;
}

/** Which assignment something comes in for, or goes out of. */
export function AssignmentSelect({ assignments, assignmentId, onChoose, ...rest }: Props) {
  const { t } = useTranslation();
  return (
    <NativeSelect
      label={t('exchange.assignment')}
      value={assignmentId}
      onChange={({ currentTarget }) => onChoose(currentTarget.value)}
      data={assignments.map((one) => ({ value: one.id, label: one.title }))}
      {...rest}
    />
  );
}
