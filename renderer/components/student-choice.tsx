import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';

interface Named {
  readonly submissionId: string;
  readonly name: string;
}

interface Props {
  readonly label: string;
  /** Somebody may be meant; otherwise nobody of the assignment is. */
  readonly isLikely: boolean;
  /** Who may be meant: first in the list. */
  readonly candidates: readonly Named[];
  readonly all: readonly Named[];
  readonly value: string | null;
  readonly onChange: (submissionId: string | null) => void;
}

const NOBODY = '';

/** Whom something means that does not say it surely. Nobody, until the teacher has said. */
export function StudentChoice({ label, isLikely, candidates, all, value, onChange }: Props) {
  const { t } = useTranslation();
  const likely = new Set(candidates.map(({ submissionId }) => submissionId));
  const others = all.filter(({ submissionId }) => !likely.has(submissionId));
  return (
    <NativeSelect
      size="xs"
      aria-label={label}
      value={value ?? NOBODY}
      onChange={({ currentTarget }) => onChange(currentTarget.value === NOBODY ? null : currentTarget.value)}
      data={[
        { value: NOBODY, label: t(isLikely ? 'exchange.skip' : 'exchange.unknown') },
        ...[...candidates, ...others].map(({ submissionId, name }) => ({ value: submissionId, label: name })),
      ]}
    />
  );
}
