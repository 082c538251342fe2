import { Button, Group } from '@mantine/core';
import { IconCopyPlus, IconHistory, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { engine } from '../../../app/engine.ts';
import type { BoardDialog } from './section-props.ts';

interface Props {
  /** The one thing to do on a board without sequences. */
  readonly isFirst: boolean;
  readonly onOpen: (dialog: BoardDialog) => void;
}

/** A new sequence, or one that there is already, for a class that has it not. */
export function NewSequenceButtons({ isFirst, onOpen }: Props) {
  const { t } = useTranslation();
  const { data: sequences = [] } = useQuery(engine.progression.sequences.queryOptions({ input: {} }));
  return (
    <Group gap="xs" justify={isFirst ? 'center' : 'flex-start'}>
      <Button
        size={isFirst ? 'sm' : 'compact-sm'}
        variant={isFirst ? 'filled' : 'default'}
        leftSection={<IconPlus size={16} aria-hidden />}
        onClick={() => onOpen({ kind: 'sequence', sequence: null })}
        data-testid="sequence-new"
      >
        {t('progression.sequence.new')}
      </Button>
      {sequences.length === 0 ? null : (
        <Button
          size={isFirst ? 'sm' : 'compact-sm'}
          variant="default"
          leftSection={<IconCopyPlus size={16} aria-hidden />}
          onClick={() => onOpen({ kind: 'give', sequenceId: null })}
          data-testid="sequence-give"
        >
          {t('progression.give.title')}
        </Button>
      )}
      <Button
        size={isFirst ? 'sm' : 'compact-sm'}
        variant="default"
        leftSection={<IconHistory size={16} aria-hidden />}
        onClick={() => onOpen({ kind: 'reuse', subject: null })}
        data-testid="reuse-open"
      >
        {t('reuse.open')}
      </Button>
    </Group>
  );
}
