import type { ReactNode } from 'react';
import { useState } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import type { LessonDetail } from '../../../../preload/contract/index.ts';
import { bridge } from '../../../app/bridge.ts';
import { engineClient } from '../../../app/engine.ts';
import { useToasts } from '../../../app/toasts.tsx';
import { FORBIDDEN_IN_NAMES } from '../use-text-files.ts';
import { PrintedLessons } from './printed-lessons.tsx';

export interface LessonPdf {
  /** Put somewhere on the screen, where nothing is seen of it. */
  readonly sheet: ReactNode;
  readonly write: (title: string, lessonIds: () => Promise<readonly string[]>) => Promise<void>;
}

/** Lessons as one PDF, printed by this window as their students read them. */
export function useLessonPdf(): LessonPdf {
  const { t } = useTranslation();
  const toasts = useToasts();
  const [lessons, setLessons] = useState<readonly LessonDetail[] | null>(null);
  return {
    sheet: lessons === null ? null : <PrintedLessons lessons={lessons} />,
    write: async (title, lessonIds) => {
      const chosen = await bridge().chooseSavePath(`${title.replace(FORBIDDEN_IN_NAMES, '-')}.pdf`);
      if (chosen === null) return;
      const path = chosen.toLowerCase().endsWith('.pdf') ? chosen : `${chosen}.pdf`;
      try {
        const ids = await lessonIds();
        const read = await Promise.all(ids.map((lessonId) => engineClient.lessons.get({ lessonId })));
        flushSync(() => setLessons(read));
        await drawn();
        const handover = await bridge().printPage();
        await engineClient.lessons.keepPrinted({ handover, path });
        toasts.done(t('lessons.files.exported', { name: path.split(/[\\/]/).at(-1) ?? path }));
      } catch (error) {
        toasts.failed(error);
      } finally {
        setLessons(null);
      }
    },
  };
}

/** Letters and pictures of the sheet are there. */
async function drawn(): Promise<void> {
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  await document.fonts.ready;
  const pictures = [...document.querySelectorAll<HTMLImageElement>('.printed img')];
  // One that cannot be drawn is its description, as on the screen.
  await Promise.all(pictures.map((picture) => picture.decode().catch(() => undefined)));
}
