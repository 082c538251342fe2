import { Button, Menu } from '@mantine/core';
import { IconFileImport, IconTableExport, IconTransfer } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Gradebook } from '../../../../preload/contract/index.ts';
import { useIsReadOnly } from '../../../app/use-is-read-only.ts';
import { GradeImportDialog } from './grade-import-dialog.tsx';
import { TABLE_FORMATS, useWriteGradebook } from './use-write-gradebook.ts';

/** Grades in and out by tables that other programs read. */
export function ExchangeMenu({ gradebook }: { gradebook: Gradebook }) {
  const { t } = useTranslation();
  const isReadOnly = useIsReadOnly();
  const [isImporting, setIsImporting] = useState(false);
  const write = useWriteGradebook(gradebook);
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
            disabled={isReadOnly || gradebook.assignments.length === 0}
            onClick={() => setIsImporting(true)}
          >
            {t('exchange.import')}
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
        </Menu.Dropdown>
      </Menu>
      {isImporting ? (
        <GradeImportDialog assignments={gradebook.assignments} onClose={() => setIsImporting(false)} />
      ) : null}
    </>
  );
}
