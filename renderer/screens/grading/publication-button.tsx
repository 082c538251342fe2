import { Button } from '@mantine/core';
import { IconClock, IconPencil, IconSend } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Assignment } from '../../../preload/contract/index.ts';
import { useNow } from '../../app/use-now.ts';
import { useFormats } from '../../i18n/use-formats.ts';
import type { CopyCounts } from './copies.ts';
import { PublicationDialog } from './publication-dialog.tsx';

interface Props {
  readonly assignment: Assignment;
  readonly counts: CopyCounts | null;
}

/** Whether students may read the grades, and the way to change that. */
export function PublicationButton({ assignment, counts }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const tick = useNow();
  const [isOpen, setIsOpen] = useState(false);
  const { publishAt } = assignment;
  // A publication made since the last tick is past already.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the present is read again at each of these
  const now = useMemo(() => Date.now(), [tick, publishAt]);
  const state = publishAt === null ? 'draft' : publishAt <= now ? 'published' : 'planned';
  const Icon = { draft: IconPencil, planned: IconClock, published: IconSend }[state];
  return (
    <>
      <Button
        variant="default"
        size="xs"
        leftSection={<Icon size={16} aria-hidden />}
        aria-haspopup="dialog"
        data-testid="publication"
        data-state={state}
        onClick={() => setIsOpen(true)}
      >
        {t(`grading.publication.${state}`, { date: publishAt === null ? '' : formats.dateTime(publishAt) })}
      </Button>
      {isOpen ? (
        <PublicationDialog assignment={assignment} counts={counts} onClose={() => setIsOpen(false)} />
      ) : null}
    </>
  );
}
