import { Button, Menu } from '@mantine/core';
import {
  IconFileImport,
  IconFileZip,
  IconQrcode,
  IconScan,
  IconTableExport,
  IconTransfer,
} from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Gradebook } from '../../../../preload/contract/index.ts';
import { useIsReadOnly } from '../../../app/use-is-read-only.ts';
import { CopiesImportDialog } from './copies-import-dialog.tsx';
import { FeedbackExportDialog } from './feedback-export-dialog.tsx';
import { GradeImportDialog } from './grade-import-dialog.tsx';
import { PileImportDialog } from './pile-import-dialog.tsx';
import { SheetsDialog } from './sheets-dialog.tsx';
import { TABLE_FORMATS, useWriteGradebook } from './use-write-gradebook.ts';

const DIALOGS = {
  grades: GradeImportDialog,
  copies: CopiesImportDialog,
  feedback: FeedbackExportDialog,
  pile: PileImportDialog,
  sheets: SheetsDialog,
} as const;

/** Grades and copies in and out by files that other programs read. */
export function ExchangeMenu({ gradebook }: { gradebook: Gradebook }) {
  const { t } = useTranslation();
  const isReadOnly = useIsReadOnly();
  const [opened, setOpened] = useState<keyof typeof DIALOGS | null>(null);
  const write = useWriteGradebook(gradebook);
  const isEmpty = gradebook.assignments.length === 0;
  const Dialog = opened === null ? null : DIALOGS[opened];
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button
            variant="default"
            leftSection={<IconTransfer size={16} aria-hidden />}
            loading={write.isPending}
            data-testid="exchange-menu"
          >
            {t('exchange.menu')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconFileImport size={16} aria-hidden />}
            disabled={isReadOnly || isEmpty}
            onClick={() => setOpened('grades')}
          >
            {t('exchange.import')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconFileZip size={16} aria-hidden />}
            disabled={isReadOnly || isEmpty}
            onClick={() => setOpened('copies')}
          >
            {t('exchange.copies.menu')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconScan size={16} aria-hidden />}
            disabled={isReadOnly || isEmpty}
            onClick={() => setOpened('pile')}
          >
            {t('paper.pile.menu')}
          </Menu.Item>
          <Menu.Divider />
          {TABLE_FORMATS.map((format) => (
            <Menu.Item
              key={format}
              leftSection={<IconTableExport size={16} aria-hidden />}
              onClick={() => write.mutate(format)}
            >
              {t(`exchange.export.${format}`)}
            </Menu.Item>
          ))}
          <Menu.Item
            leftSection={<IconFileZip size={16} aria-hidden />}
            disabled={isEmpty}
            onClick={() => setOpened('feedback')}
          >
            {t('exchange.feedback.menu')}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item
            leftSection={<IconQrcode size={16} aria-hidden />}
            disabled={isReadOnly || isEmpty}
            onClick={() => setOpened('sheets')}
          >
            {t('paper.sheets.menu')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {Dialog === null ? null : (
        <Dialog assignments={gradebook.assignments} onClose={() => setOpened(null)} />
      )}
    </>
  );
}
