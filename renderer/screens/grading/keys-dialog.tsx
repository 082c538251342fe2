import { Kbd, Modal, Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { KEY_MAP } from './grading-keys.ts';

/** The map of shortcuts. */
export function KeysDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const written = (key: string) => (key === 'Enter' || key === 'Escape' ? t(`grading.key.${key}`) : key);
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      size="lg"
      title={t('grading.keys.title')}
      closeButtonProps={{ 'aria-label': t('app.action.close') }}
    >
      <Table verticalSpacing={6} withRowBorders={false} data-testid="keys-dialog">
        <Table.Tbody>
          {KEY_MAP.map(({ name, keys }) => (
            <Table.Tr key={name}>
              <Table.Th scope="row" className="grading-keys-key">
                {keys.map((key) => (
                  <Kbd key={key} size="sm">
                    {written(key)}
                  </Kbd>
                ))}
              </Table.Th>
              <Table.Td>{t(`grading.keys.${name}`)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  );
}
