import { ActionIcon, Menu } from '@mantine/core';
import {
  IconArrowLeft,
  IconArrowRight,
  IconCopyPlus,
  IconDots,
  IconFileExport,
  IconHistory,
  IconPencil,
  IconTemplate,
  IconTrash,
  IconX,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Sequence } from '../../../../preload/contract/index.ts';
import { useLessonPdf } from '../print/use-lesson-pdf.tsx';
import { useReuse } from '../reuse/use-reuse.ts';
import { useSequenceFile } from '../reuse/use-sequence-file.ts';
import type { SectionProps } from './section-props.ts';
import { SequenceFileItems } from './sequence-file-items.tsx';

/** What can be done with a sequence of a class. */
export function SectionMenu({
  section,
  sections,
  edits,
  onOpen,
  sequence,
}: SectionProps & { sequence: Sequence }) {
  const { t } = useTranslation();
  const { id: sequenceId, title } = sequence;
  const order = sections.flatMap((one) => one.sequence?.id ?? []);
  const at = order.indexOf(sequenceId);
  const moveBefore = (beforeId: string | null) =>
    void edits.take(
      section.classGroupId,
      { kind: 'order', sequenceId, beforeId },
      t('progression.done.moved', { title }),
    );
  const pdf = useLessonPdf();
  return (
    <>
      {pdf.sheet}
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon
            variant="subtle"
            size={26}
            aria-label={t('progression.sequence.menu', { title })}
            data-testid="section-menu"
          >
            <IconDots size={16} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconPencil size={16} aria-hidden />}
            onClick={() => onOpen({ kind: 'sequence', sequence })}
            data-testid="sequence-change"
          >
            {t('progression.sequence.change')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconArrowLeft size={16} aria-hidden />}
            disabled={at <= 0}
            onClick={() => moveBefore(order[at - 1] ?? null)}
          >
            {t('progression.sequence.earlier')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconArrowRight size={16} aria-hidden />}
            disabled={at >= order.length - 1}
            onClick={() => moveBefore(order[at + 2] ?? null)}
            data-testid="sequence-later"
          >
            {t('progression.sequence.later')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconCopyPlus size={16} aria-hidden />}
            onClick={() => onOpen({ kind: 'give', sequenceId })}
          >
            {t('progression.sequence.give')}
          </Menu.Item>
          <ReuseItems section={section} sequence={sequence} onOpen={onOpen} />
          <SequenceFileItems section={section} title={title} pdf={pdf.write} />
          <Menu.Divider />
          <Menu.Item
            leftSection={<IconX size={16} aria-hidden />}
            onClick={() =>
              void edits.take(
                section.classGroupId,
                { kind: 'withdraw', sequenceId },
                t('progression.done.withdrawn', { title }),
              )
            }
          >
            {t('progression.sequence.withdraw')}
          </Menu.Item>
          <Menu.Item
            color="red"
            leftSection={<IconTrash size={16} aria-hidden />}
            onClick={() => void edits.removeSequence(sequence)}
          >
            {t('progression.sequence.remove')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  );
}

/** The sequence as this class has it, given again at other dates or kept as a template. */
function ReuseItems({
  section,
  sequence,
  onOpen,
}: Pick<SectionProps, 'section' | 'onOpen'> & { sequence: Sequence }) {
  const { t } = useTranslation();
  const { keep } = useReuse();
  const { writeFile } = useSequenceFile();
  if (section.lessons.length === 0) return null;
  const source = { kind: 'sequence', sequenceId: sequence.id, classGroupId: section.classGroupId } as const;
  return (
    <>
      <Menu.Item
        leftSection={<IconHistory size={16} aria-hidden />}
        onClick={() => onOpen({ kind: 'reuse', subject: { source, title: sequence.title } })}
        data-testid="sequence-duplicate"
      >
        {t('reuse.duplicate')}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconTemplate size={16} aria-hidden />}
        onClick={() => void keep(source)}
        data-testid="sequence-keep"
      >
        {t('reuse.keep')}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconFileExport size={16} aria-hidden />}
        onClick={() => void writeFile(source, sequence.title)}
        data-testid="sequence-write"
      >
        {t('reuse.file.write')}
      </Menu.Item>
      {sequence.notes === '' ? null : (
        <Menu.Item
          leftSection={<IconFileExport size={16} aria-hidden />}
          onClick={() => void writeFile(source, sequence.title, { withNotes: true })}
        >
          {t('reuse.file.writeWithNotes')}
        </Menu.Item>
      )}
      <Menu.Item
        leftSection={<IconFileExport size={16} aria-hidden />}
        onClick={() => void writeFile(source, sequence.title, { ending: '.imscc' })}
      >
        {t('reuse.file.writeCartridge')}
      </Menu.Item>
    </>
  );
}
