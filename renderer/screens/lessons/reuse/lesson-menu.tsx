import { ActionIcon, Menu } from '@mantine/core';
import {
  IconCopyPlus,
  IconDots,
  IconFileExport,
  IconFileImport,
  IconFileTypePdf,
  IconHistory,
  IconTemplate,
} from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useToasts } from '../../../app/toasts.tsx';
import type { LessonSession } from '../lesson-session.ts';
import { titleOf } from '../lesson-title.ts';
import { type LessonPdf, useLessonPdf } from '../print/use-lesson-pdf.tsx';
import { useTextFiles } from '../use-text-files.ts';
import { VersionsDialog } from '../versions/versions-dialog.tsx';
import { ReuseDialog, type ReuseSubject } from './reuse-dialog.tsx';
import { useReuse } from './use-reuse.ts';

/** What else can be done with a lesson: given again, kept as a template. */
export function LessonMenu({ session }: { session: LessonSession }) {
  const { t } = useTranslation();
  const toasts = useToasts();
  const { keep } = useReuse();
  const pdf = useLessonPdf();
  const [subject, setSubject] = useState<ReuseSubject | null>(null);
  const [pastOf, setPastOf] = useState<string | null>(null);
  // What is given again is what is on the screen.
  const withLesson = async (act: (lessonId: string) => void) => {
    try {
      const lessonId = await session.ensureSaved();
      await session.flush();
      act(lessonId);
    } catch (error) {
      toasts.failed(error);
    }
  };
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon variant="subtle" size={32} aria-label={t('reuse.menu')} data-testid="lesson-menu">
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconCopyPlus size={16} aria-hidden />}
            onClick={() =>
              void withLesson((lessonId) =>
                setSubject({ source: { kind: 'lesson', lessonId }, title: titleOf(session.fields.get()) }),
              )
            }
            data-testid="lesson-duplicate"
          >
            {t('reuse.duplicate')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconTemplate size={16} aria-hidden />}
            onClick={() => void withLesson((lessonId) => void keep({ kind: 'lesson', lessonId }))}
            data-testid="lesson-keep"
          >
            {t('reuse.keep')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconHistory size={16} aria-hidden />}
            onClick={() => void withLesson(setPastOf)}
            data-testid="lesson-versions"
          >
            {t('versions.open')}
          </Menu.Item>
          <Menu.Divider />
          <FileItems session={session} pdf={pdf.write} />
        </Menu.Dropdown>
      </Menu>
      {pdf.sheet}
      {pastOf === null ? null : (
        <VersionsDialog session={session} lessonId={pastOf} onClose={() => setPastOf(null)} />
      )}
      {subject === null ? null : <ReuseDialog subject={subject} onClose={() => setSubject(null)} />}
    </>
  );
}

/** Texts of other programs, in and out. */
function FileItems({ session, pdf }: { session: LessonSession; pdf: LessonPdf['write'] }) {
  const { t } = useTranslation();
  const savedIds = async () => {
    const lessonId = await session.ensureSaved();
    await session.flush();
    return [lessonId];
  };
  const { importText, exportText } = useTextFiles(session);
  return (
    <>
      <Menu.Item
        leftSection={<IconFileImport size={16} aria-hidden />}
        onClick={() => void importText()}
        data-testid="lesson-import"
      >
        {t('lessons.files.import')}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconFileTypePdf size={16} aria-hidden />}
        onClick={() => void pdf(titleOf(session.fields.get()), savedIds)}
        data-testid="lesson-export-pdf"
      >
        {t('lessons.files.exportPdf')}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconFileExport size={16} aria-hidden />}
        onClick={() => void exportText('docx')}
        data-testid="lesson-export-docx"
      >
        {t('lessons.files.exportDocx')}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconFileExport size={16} aria-hidden />}
        onClick={() => void exportText('docx', { withTeacherBlocks: true })}
        data-testid="lesson-export-own"
      >
        {t('lessons.files.exportOwn')}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconFileExport size={16} aria-hidden />}
        onClick={() => void exportText('md')}
        data-testid="lesson-export-md"
      >
        {t('lessons.files.exportMarkdown')}
      </Menu.Item>
    </>
  );
}
