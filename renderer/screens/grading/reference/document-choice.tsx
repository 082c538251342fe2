import { Modal, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type DocumentRef, searched } from '../../../../preload/contract/index.ts';
import { engine } from '../../../app/engine.ts';
import { useFormats } from '../../../i18n/use-formats.ts';

/** More are found by typing one more letter. */
const MOST_SHOWN = 50;

interface Props {
  readonly title: string;
  readonly onChoose: (document: DocumentRef) => void;
  readonly onClose: () => void;
}

/** One of the teacher's own documents, the latest first. */
export function DocumentChoice({ title, onChoose, onClose }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const library = useQuery(engine.library.list.queryOptions());
  const [search, setSearch] = useState('');
  const words = searched(search);
  const found = (library.data ?? []).filter(({ document }) => searched(document.name).includes(words));
  const empty = library.data?.length === 0 ? 'reference.library.empty' : 'reference.library.none';
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('app.action.close') }}>
      <TextInput
        label={t('reference.library.search')}
        value={search}
        onChange={({ currentTarget }) => setSearch(currentTarget.value)}
        data-testid="library-search"
        data-autofocus
      />
      <ul className="reference-documents" aria-label={t('reference.library.label')}>
        {found.slice(0, MOST_SHOWN).map(({ id, document, addedAt }) => (
          <li key={id}>
            <button type="button" data-testid="library-document" onClick={() => onChoose(document)}>
              <span>{document.name}</span>
              <span className="reference-quiet">{formats.date(addedAt)}</span>
            </button>
          </li>
        ))}
      </ul>
      <p className="reference-quiet" role="status">
        {found.length === 0 && library.data !== undefined ? t(empty) : ''}
        {found.length > MOST_SHOWN ? t('reference.library.more', { count: found.length - MOST_SHOWN }) : ''}
      </p>
    </Modal>
  );
}
