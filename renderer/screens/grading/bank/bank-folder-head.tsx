import { ActionIcon, TextInput } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

interface Props {
  readonly folder: string;
  readonly count: number;
  readonly isReadOnly: boolean;
  readonly onRename: (name: string) => void;
}

/** A folder's name, which can be changed in its place: Enter keeps the new one, Escape the old one. */
export function BankFolderHead({ folder, count, isReadOnly, onRename }: Props) {
  const { t } = useTranslation();
  const [name, setName] = useState<string | null>(null);
  if (name !== null) {
    return (
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== folder) onRename(name.trim());
          setName(null);
        }}
      >
        <TextInput
          aria-label={t('commentBank.renameLabel')}
          autoFocus
          maxLength={80}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          onBlur={() => setName(null)}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return;
            event.stopPropagation();
            setName(null);
          }}
        />
      </form>
    );
  }
  return (
    <h3 className="bank-folder">
      {t('commentBank.folderCount', { folder: folder || t('commentBank.noFolder'), count })}
      {folder === '' ? null : (
        <ActionIcon
          variant="subtle"
          size="sm"
          disabled={isReadOnly}
          aria-label={t('commentBank.rename', { folder })}
          onClick={() => setName(folder)}
        >
          <IconPencil size={16} stroke={1.6} aria-hidden />
        </ActionIcon>
      )}
    </h3>
  );
}
