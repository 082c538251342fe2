import { Menu } from '@mantine/core';
import { IconFileExport, IconFileTypePdf } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { LessonPdf } from '../print/use-lesson-pdf.tsx';
import { useTextsFile } from '../use-text-files.ts';
import type { SectionProps } from './section-props.ts';

interface Props {
  readonly section: SectionProps['section'];
  readonly title: string;
  readonly pdf: LessonPdf['write'];
}

/** All the lessons of a sequence as one file, in the order of the class. */
export function SequenceFileItems({ section, title, pdf }: Props) {
  const { t } = useTranslation();
  const exportTexts = useTextsFile();
  const lessonIds = section.lessons.map(({ id }) => id);
  if (lessonIds.length === 0) return null;
  return (
    <>
      <Menu.Item
        leftSection={<IconFileTypePdf size={16} aria-hidden />}
        onClick={() => void pdf(title, async () => lessonIds)}
        data-testid="sequence-export-pdf"
      >
        {t('lessons.files.exportPdf')}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconFileExport size={16} aria-hidden />}
        onClick={() => void exportTexts(title, lessonIds)}
        data-testid="sequence-export-docx"
      >
        {t('lessons.files.exportDocx')}
      </Menu.Item>
    </>
  );
}
