import { Button, Kbd, Menu } from '@mantine/core';
import {
  IconFileImport,
  IconFileZip,
  IconPrinter,
  IconQrcode,
  IconReport,
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
import { ReportsDialog } from './reports-dialog.tsx';
import { SheetsDialog } from './sheets-dialog.tsx';
import { usePrintGradebook } from './use-print-gradebook.ts';
import { TABLE_FORMATS, useWriteGradebook } from './use-write-gradebook.ts';

const DIALOGS = {
  grades: GradeImportDialog,
  copies: CopiesImportDialog,
  feedback: FeedbackExportDialog,
  pile: PileImportDialog,
  sheets: SheetsDialog,
  reports: ReportsDialog,
} as const;

/** As they are printed on the keys: no language has others. */
const PRINT_KEYS = 'Ctrl+P';

/** Grades and copies in and out by files that other programs read. */
export function ExchangeMenu({ gradebook }: { gradebook: Gradebook }) {
  const { t } = useTranslation();
  const isReadOnly = useIsReadOnly();
  const [opened, setOpened] = useState<keyof typeof DIALOGS | null>(null);
  const write = useWriteGradebook(gradebook);
  const print = usePrintGradebook(gradebook);
  const isEmpty = gradebook.assignments.length === 0;
  const Dialog = opened === null ? null : DIALOGS[opened];
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button
            variant="default"
            leftSection={<IconTransfer size={16} aria-hidden />}
            loading={write.isPending || print.isPending}
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
            leftSection={<IconReport size={16} aria-hidden />}
            disabled={isEmpty}
            onClick={() => setOpened('reports')}
          >
            {t('exchange.reports.menu')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconFileZip size={16} aria-hidden />}
            disabled={isEmpty}
            onClick={() => setOpened('feedback')}
          >
            {t('exchange.feedback.menu')}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item
            leftSection={<IconPrinter size={16} aria-hidden />}
            rightSection={<Kbd size="xs">{PRINT_KEYS}</Kbd>}
            disabled={isEmpty}
            onClick={() => print.mutate()}
          >
            {t('exchange.print.menu')}
          </Menu.Item>
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
        <Dialog gradebook={gradebook} assignments={gradebook.assignments} onClose={() => setOpened(null)} />
      )}
    </>
  );
}
