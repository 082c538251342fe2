import { Button, Kbd, Modal, Table } from '@mantine/core';
import { IconKeyboard } from '@tabler/icons-react';
import type { KeyboardEvent } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeyFault } from '../app/chosen-keys.ts';
import {
  CHANGEABLE_KEYS,
  keyFault,
  keyFor,
  saveChosenKeys,
  useChosenKeys,
  withKey,
} from '../app/chosen-keys.ts';
import { useToasts } from '../app/toasts.tsx';
import './keys-dialog.css';
import { ToolButton } from './tool-button.tsx';

/** One line of a map: keys as they are named by `KeyboardEvent.key` or printed, and what they do. */
export interface MappedKeys {
  readonly keys: readonly string[];
  readonly words: string;
}

/** Keys whose name is not what is printed on them. */
const NAMED = ['Enter', 'Escape', 'Shift'] as const;

interface Props {
  readonly rows: readonly MappedKeys[];
  /** Whether those of its keys that a teacher may change are changed here. */
  readonly isChangeable?: boolean;
  readonly onClose: () => void;
}

/** A screen's map of shortcuts. */
export function KeysDialog({ rows, isChangeable = false, onClose }: Props) {
  const { t } = useTranslation();
  const toasts = useToasts();
  const chosen = useChosenKeys();
  const [refused, setRefused] = useState<{ key: string; fault: KeyFault } | null>(null);
  const written = (key: string) => {
    const named = NAMED.find((name) => name === key);
    return named === undefined ? key : t(`app.keys.${named}`);
  };
  const faultWords = ({ key, fault }: { key: string; fault: KeyFault }) => {
    if (fault.kind === 'unfit') return t('app.keys.unfit');
    const words = rows.find(({ keys }) => keys.includes(fault.by))?.words ?? '';
    return t('app.keys.taken', { key, words });
  };
  const change = (first: string, wanted: string) => {
    const fault = keyFault(chosen, first, wanted);
    setRefused(fault === null ? null : { key: wanted.toUpperCase(), fault });
    if (fault === null) saveChosenKeys(withKey(chosen, first, wanted)).catch(toasts.failed);
  };
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('app.keys.title')}
      closeButtonProps={{ 'aria-label': t('app.action.close') }}
    >
      {isChangeable ? <p className="keys-dialog-hint">{t('app.keys.hint')}</p> : null}
      <p className="keys-dialog-fault" role="alert" data-testid="key-fault">
        {refused === null ? null : faultWords(refused)}
      </p>
      <Table verticalSpacing={6} withRowBorders={false} data-testid="keys-dialog">
        <Table.Tbody>
          {rows.map(({ keys, words }) => (
            <Table.Tr key={words}>
              <Table.Th scope="row" className="keys-dialog-keys">
                {keys.map((key) =>
                  isChangeable && CHANGEABLE_KEYS.includes(key) ? (
                    <KeyButton
                      key={key}
                      first={key}
                      shown={keyFor(chosen, key)}
                      words={words}
                      onChange={(wanted) => change(key, wanted)}
                    />
                  ) : (
                    <Kbd key={key} size="sm">
                      {written(key)}
                    </Kbd>
                  ),
                )}
              </Table.Th>
              <Table.Td>{words}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {isChangeable ? (
        <Button
          variant="default"
          mt="md"
          disabled={Object.keys(chosen).length === 0}
          onClick={() => {
            setRefused(null);
            saveChosenKeys({}).catch(toasts.failed);
          }}
          data-testid="reset-keys"
        >
          {t('app.keys.reset')}
        </Button>
      ) : null}
    </Modal>
  );
}

interface KeyProps {
  /** The key as it is at first. */
  readonly first: string;
  readonly shown: string;
  readonly words: string;
  readonly onChange: (wanted: string) => void;
}

/** A key that waits, once pressed or clicked, for the one that is to stand for it. Escape or Tab leave it as it is. */
function KeyButton({ first, shown, words, onChange }: KeyProps) {
  const { t } = useTranslation();
  const [isListening, setIsListening] = useState(false);
  const onKeyDown = (event: KeyboardEvent) => {
    if (!isListening || ['Shift', 'AltGraph', 'Dead', 'Tab'].includes(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    setIsListening(false);
    if (event.key !== 'Escape') onChange(event.key);
  };
  return (
    <button
      type="button"
      className="keys-dialog-key"
      aria-label={t('app.keys.change', { key: shown, words })}
      aria-pressed={isListening}
      title={isListening ? t('app.keys.press') : undefined}
      // Escape is the key's while it waits, not the dialog's.
      data-mantine-stop-propagation={isListening}
      data-changed={shown !== first || undefined}
      data-testid={`key-${first}`}
      onClick={() => setIsListening(true)}
      onBlur={() => setIsListening(false)}
      onKeyDown={onKeyDown}
    >
      <Kbd size="sm">{isListening ? t('app.keys.listening') : shown}</Kbd>
    </button>
  );
}

/** Opens the map by the mouse; the screen itself obeys « ? ». */
export function KeysButton({ onShowKeys }: { onShowKeys: () => void }) {
  const { t } = useTranslation();
  return (
    <ToolButton
      size="large"
      label={t('app.keys.title')}
      tip={`${t('app.keys.title')} (?)`}
      keys="?"
      Icon={IconKeyboard}
      onUse={onShowKeys}
    />
  );
}
