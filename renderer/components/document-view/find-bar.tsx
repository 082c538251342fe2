import { ActionIcon, Tooltip } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconX } from '@tabler/icons-react';
import type { KeyboardEvent, Ref } from 'react';
import { useEffect, useImperativeHandle, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import './find-bar.css';
import type { FoundInText } from './pdf-reader.ts';

export interface FindBarHandle {
  /** Goes to the field, with what was searched before selected. */
  focus(): void;
}

/** A text in which words are searched; no words end the search. */
export interface Searchable {
  readonly found: FoundInText;
  find(query: string, way: 'first' | 'next' | 'previous'): void;
}

interface Props {
  readonly text: Searchable;
  readonly handle: Ref<FindBarHandle>;
  readonly onClose: () => void;
}

/** Searches the text of a document: Enter goes to the next place, Shift+Enter to the one before, Escape ends. */
export function FindBar({ text, handle, onClose }: Props) {
  const { t } = useTranslation();
  const field = useRef<HTMLInputElement>(null);
  const [query, setQuery] = useState('');
  const { current, total, isSearching } = text.found;
  useImperativeHandle(handle, () => ({ focus: () => field.current?.select() }));
  useEffect(() => field.current?.focus(), []);
  const close = () => {
    text.find('', 'first');
    onClose();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') text.find(query, event.shiftKey ? 'previous' : 'next');
    else if (event.key === 'Escape') close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const step = (way: 'next' | 'previous', Icon: typeof IconX, keys: string) => (
    <Tooltip label={`${t(`documentView.find.${way}`)} (${keys})`}>
      <ActionIcon
        variant="subtle"
        aria-label={t(`documentView.find.${way}`)}
        disabled={total === 0}
        onClick={() => text.find(query, way)}
      >
        <Icon size={18} stroke={1.6} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
  return (
    <search className="find-bar" data-testid="find-bar">
      <input
        ref={field}
        className="find-field"
        aria-label={t('documentView.find.label')}
        placeholder={t('documentView.find.label')}
        value={query}
        onChange={(event) => {
          setQuery(event.currentTarget.value);
          text.find(event.currentTarget.value, 'first');
        }}
        onKeyDown={onKeyDown}
        data-testid="find-field"
      />
      <output className="find-count" data-testid="find-count">
        {query === '' || isSearching
          ? ''
          : t(total === 0 ? 'documentView.find.none' : 'documentView.find.place', { current, total })}
      </output>
      {step('previous', IconChevronUp, 'Shift+↵')}
      {step('next', IconChevronDown, '↵')}
      <ActionIcon variant="subtle" aria-label={t('documentView.find.close')} onClick={close}>
        <IconX size={18} stroke={1.6} aria-hidden />
      </ActionIcon>
    </search>
  );
}
