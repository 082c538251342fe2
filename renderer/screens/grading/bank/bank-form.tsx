import { Autocomplete, Button, Group, Stack, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BankComment } from '../../../../preload/contract/index.ts';
import { COMMENT_MAX_LENGTH } from '../../../../preload/contract/index.ts';
import { readTags } from './bank-text.ts';
import type { BankDraft } from './use-bank-edits.ts';

interface Props {
  /** Undefined for a new one. */
  readonly comment?: BankComment;
  readonly folders: readonly string[];
  readonly onSave: (draft: BankDraft) => Promise<boolean>;
  readonly onClose: () => void;
}

/** Writes or changes a comment of the bank. What could not be saved stays in the form. */
export function BankForm({ comment, folders, onSave, onClose }: Props) {
  const { t } = useTranslation();
  const [text, setText] = useState(comment?.text ?? '');
  const [folder, setFolder] = useState(comment?.folder ?? '');
  const [tags, setTags] = useState(comment?.tags.join(', ') ?? '');
  const save = async () => {
    const draft = { text: text.trim(), folder: folder.trim(), tags: readTags(tags) };
    if (await onSave(comment === undefined ? draft : { ...draft, id: comment.id })) onClose();
  };
  return (
    <form
      className="bank-form"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Stack gap="xs">
        <Textarea
          label={t('commentBank.text')}
          description={t('commentBank.variables')}
          autosize
          minRows={2}
          maxLength={COMMENT_MAX_LENGTH}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          autoFocus
          data-testid="bank-text"
        />
        <Group grow align="start">
          <Autocomplete
            label={t('commentBank.folder')}
            data={folders}
            maxLength={80}
            value={folder}
            onChange={setFolder}
            data-testid="bank-folder"
          />
          <TextInput
            label={t('commentBank.tags')}
            placeholder={t('commentBank.tagsHint')}
            value={tags}
            onChange={(event) => setTags(event.currentTarget.value)}
          />
        </Group>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('app.action.cancel')}
          </Button>
          <Button type="submit" disabled={text.trim() === ''} data-testid="bank-save">
            {t('commentBank.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
