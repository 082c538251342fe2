import { ActionIcon, Kbd, Modal, Table, Tooltip } from '@mantine/core';
import { IconKeyboard } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import './keys-dialog.css';

/** One line of a map: keys as they are named by `KeyboardEvent.key` or printed, and what they do. */
export interface MappedKeys {
  readonly keys: readonly string[];
  readonly words: string;
}

/** Keys whose name is not what is printed on them. */
const NAMED = ['Enter', 'Escape', 'Shift'] as const;

/** A screen's map of shortcuts. */
export function KeysDialog({ rows, onClose }: { rows: readonly MappedKeys[]; onClose: () => void }) {
  const { t } = useTranslation();
  const written = (key: string) => {
    const named = NAMED.find((name) => name === key);
    return named === undefined ? key : t(`app.keys.${named}`);
  };
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('app.keys.title')}
      closeButtonProps={{ 'aria-label': t('app.action.close') }}
    >
      <Table verticalSpacing={6} withRowBorders={false} data-testid="keys-dialog">
        <Table.Tbody>
          {rows.map(({ keys, words }) => (
            <Table.Tr key={words}>
              <Table.Th scope="row" className="keys-dialog-keys">
                {keys.map((key) => (
                  <Kbd key={key} size="sm">
                    {written(key)}
                  </Kbd>
                ))}
              </Table.Th>
              <Table.Td>{words}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  );
}

/** Opens the map by the mouse; the screen itself obeys « ? ». */
export function KeysButton({ onShowKeys }: { onShowKeys: () => void }) {
  const { t } = useTranslation();
  return (
    <Tooltip label={`${t('app.keys.title')} (?)`}>
      <ActionIcon
        className="view-tool"
        variant="subtle"
        size={32}
        aria-label={t('app.keys.title')}
        aria-keyshortcuts="?"
        onClick={onShowKeys}
      >
        <IconKeyboard size={20} stroke={1.6} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}
