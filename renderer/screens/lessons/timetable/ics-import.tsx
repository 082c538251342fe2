import { Button } from '@mantine/core';
import { IconCalendarUp } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClassGroup, IcsPreview } from '../../../../preload/contract/index.ts';
import { bridge } from '../../../app/bridge.ts';
import { engineClient } from '../../../app/engine.ts';
import { useToasts } from '../../../app/toasts.tsx';
import { IcsDialog } from './ics-dialog.tsx';
import type { TimetableEdits } from './use-timetable-edits.ts';

interface Props {
  readonly classes: readonly ClassGroup[];
  readonly edits: TimetableEdits;
}

/** Takes the lines of the week out of a calendar file, once the teacher has seen them. */
export function IcsImport({ classes, edits }: Props) {
  const { t } = useTranslation();
  const toasts = useToasts();
  const [preview, setPreview] = useState<IcsPreview | null>(null);
  const choose = async () => {
    const [path] = await bridge().chooseFiles({ title: t('timetable.import.choose'), isMultiple: false });
    if (path !== undefined) await engineClient.timetable.previewIcs({ path }).then(setPreview, toasts.failed);
  };
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconCalendarUp size={16} aria-hidden />}
        onClick={() => void choose()}
        data-testid="timetable-import"
      >
        {t('timetable.import.open')}
      </Button>
      {preview === null ? null : (
        <IcsDialog preview={preview} classes={classes} edits={edits} onClose={() => setPreview(null)} />
      )}
    </>
  );
}
