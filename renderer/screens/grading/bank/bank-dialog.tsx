import { ActionIcon, Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BankComment } from '../../../../preload/contract/index.ts';
import { engine } from '../../../app/engine.ts';
import { useIsReadOnly } from '../../../app/use-is-read-only.ts';
import './bank.css';
import { BankFolderHead } from './bank-folder-head.tsx';
import { BankForm } from './bank-form.tsx';
import { BankProposals } from './bank-proposals.tsx';
import { byFolder, excerptOf, searchBank } from './bank-text.ts';
import { useBankEdits } from './use-bank-edits.ts';
import { useBankFile } from './use-bank-file.ts';

interface Props {
  readonly assignmentId: string;
  readonly onClose: () => void;
}

/** The whole bank: by folder, to be searched, written, put in order, taken elsewhere and brought back. */
export function BankDialog({ assignmentId, onClose }: Props) {
  const { t } = useTranslation();
  const isReadOnly = useIsReadOnly();
  const edits = useBankEdits();
  const file = useBankFile();
  const bank = useQuery(engine.commentBank.list.queryOptions({ input: { assignmentId } }));
  const [query, setQuery] = useState('');
  const [edited, setEdited] = useState<string | 'new' | null>(null);
  const comments = bank.data ?? [];
  const folders = [...new Set(comments.map(({ folder }) => folder))].filter(Boolean);
  const found = searchBank(comments, query);
  const rowOf = (comment: BankComment) =>
    edited === comment.id ? (
      <BankForm comment={comment} folders={folders} onSave={edits.save} onClose={() => setEdited(null)} />
    ) : (
      <BankRow
        comment={comment}
        isReadOnly={isReadOnly}
        onEdit={() => setEdited(comment.id)}
        onRemove={() => edits.remove(comment)}
      />
    );
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={t('commentBank.title')}
      closeButtonProps={{ 'aria-label': t('app.action.close') }}
    >
      <Stack gap="sm" data-testid="bank-dialog">
        <Group wrap="nowrap" gap="xs">
          <TextInput
            flex={1}
            aria-label={t('commentBank.searchLabel')}
            placeholder={t('commentBank.search')}
            value={query}
            onChange={(event) => setQuery(event.currentTarget.value)}
            data-autofocus
          />
          <Button variant="default" disabled={isReadOnly} onClick={() => void file.importFrom()}>
            {t('commentBank.importFrom')}
          </Button>
          <Button variant="default" disabled={comments.length === 0} onClick={() => void file.exportTo()}>
            {t('commentBank.exportTo')}
          </Button>
          <Button disabled={isReadOnly} onClick={() => setEdited('new')} data-testid="bank-add">
            {t('commentBank.add')}
          </Button>
        </Group>
        {edited !== 'new' ? null : (
          <BankForm folders={folders} onSave={edits.save} onClose={() => setEdited(null)} />
        )}
        <BankProposals edits={edits} isReadOnly={isReadOnly} />
        {found.length > 0 ? null : (
          <p className="grading-hint" role="status">
            {t(comments.length === 0 ? 'commentBank.empty' : 'commentBank.none')}
          </p>
        )}
        {byFolder(found).map(([folder, inFolder]) => (
          <section key={folder} aria-label={folder || t('commentBank.noFolder')}>
            <BankFolderHead
              folder={folder}
              count={inFolder.length}
              isReadOnly={isReadOnly}
              onRename={(name) =>
                edits.renameFolder(
                  folder,
                  name,
                  comments.filter((one) => one.folder === folder),
                )
              }
            />
            <ul className="bank-list">
              {inFolder.map((comment) => (
                <li key={comment.id} className="bank-row" data-testid="bank-row">
                  {rowOf(comment)}
                </li>
              ))}
            </ul>
          </section>
        ))}
      </Stack>
    </Modal>
  );
}

interface RowProps {
  readonly comment: BankComment;
  readonly isReadOnly: boolean;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
}

function BankRow({ comment: { text, tags, uses }, isReadOnly, onEdit, onRemove }: RowProps) {
  const { t } = useTranslation();
  const about = [...tags.map((tag) => `#${tag}`), uses > 0 ? t('commentBank.uses', { count: uses }) : ''];
  return (
    <>
      <div>
        <span>{text}</span>
        {about.some(Boolean) ? <span className="bank-about">{about.filter(Boolean).join(' · ')}</span> : null}
      </div>
      <ActionIcon
        variant="subtle"
        disabled={isReadOnly}
        aria-label={t('commentBank.editOf', { text: excerptOf(text) })}
        title={t('commentBank.edit')}
        onClick={onEdit}
      >
        <IconPencil size={18} stroke={1.6} aria-hidden />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        color="red"
        disabled={isReadOnly}
        aria-label={t('commentBank.removeOf', { text: excerptOf(text) })}
        title={t('commentBank.remove')}
        onClick={onRemove}
      >
        <IconTrash size={18} stroke={1.6} aria-hidden />
      </ActionIcon>
    </>
  );
}
