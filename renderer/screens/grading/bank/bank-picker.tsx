import { useQuery } from '@tanstack/react-query';
import type { KeyboardEvent } from 'react';
import { useEffect, useId, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BankComment } from '../../../../preload/contract/index.ts';
import { engine } from '../../../app/engine.ts';
import './bank.css';
import type { BankValues } from './bank-text.ts';
import { fillComment, searchBank } from './bank-text.ts';

/** More are found by typing one more letter. */
const MOST_SHOWN = 50;

interface Props {
  readonly assignmentId: string;
  readonly values: BankValues;
  /** A filled comment was taken. */
  readonly onTake: (text: string, id: string) => void;
  /** Closed without one: by Escape, or by a second « / », which is then meant. */
  readonly onClose: (typed: '' | '/') => void;
}

/** The bank under the comment field: words narrow it, arrows move in it, Enter takes a comment. */
export function BankPicker({ assignmentId, values, onTake, onClose }: Props) {
  const { t } = useTranslation();
  const listId = useId();
  const bank = useQuery(engine.commentBank.list.queryOptions({ input: { assignmentId } }));
  const [query, setQuery] = useState('');
  const [place, setPlace] = useState(0);
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const found = useMemo(() => searchBank(bank.data ?? [], query).slice(0, MOST_SHOWN), [bank.data, query]);
  const current = Math.min(place, found.length - 1);
  useEffect(() => field.current?.focus(), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the option at another place is another one
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [current]);

  const take = (comment: BankComment | undefined) => {
    const filled = comment === undefined ? null : fillComment(comment.text, values);
    if (comment !== undefined && filled !== null && 'text' in filled) onTake(filled.text, comment.id);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) setPlace((current + step + found.length) % Math.max(1, found.length));
    else if (event.key === 'Enter') take(found[current]);
    else if (event.key === 'Escape') onClose('');
    else if (event.key === '/' && query === '') onClose('/');
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className="bank-picker" data-testid="bank-picker">
      <input
        ref={field}
        className="bank-search"
        role="combobox"
        aria-label={t('commentBank.searchLabel')}
        aria-expanded
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={found.length === 0 ? undefined : `${listId}-${current}`}
        placeholder={t('commentBank.search')}
        value={query}
        onChange={(event) => {
          setQuery(event.currentTarget.value);
          setPlace(0);
        }}
        onKeyDown={onKeyDown}
        data-testid="bank-search"
      />
      <div ref={list} id={listId} className="bank-options" role="listbox" aria-label={t('commentBank.list')}>
        {found.map((comment, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the focus and the keys
          // biome-ignore lint/a11y/useFocusableInteractive: likewise
          <div
            key={comment.id}
            id={`${listId}-${index}`}
            className="bank-option"
            role="option"
            aria-selected={index === current}
            aria-disabled={'missing' in fillComment(comment.text, values)}
            data-testid="bank-option"
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => take(comment)}
          >
            <BankOption comment={comment} values={values} />
          </div>
        ))}
      </div>
      <p className="bank-hint" role="status">
        {bank.data?.length === 0
          ? t('commentBank.empty')
          : t(found.length === 0 ? 'commentBank.none' : 'commentBank.pickHint')}
        {values.isShared && values.firstName !== null ? (
          <span className="bank-shared">{t('commentBank.shared', { names: values.firstName })}</span>
        ) : null}
      </p>
    </div>
  );
}

function BankOption({ comment, values }: { comment: BankComment; values: BankValues }) {
  const { t } = useTranslation();
  const filled = fillComment(comment.text, values);
  const about = [
    comment.folder,
    ...comment.tags.map((tag) => `#${tag}`),
    comment.usesHere > 0 ? t('commentBank.usesHere', { count: comment.usesHere }) : '',
    'missing' in filled ? t(`commentBank.missing.${filled.missing}`) : '',
  ].filter(Boolean);
  return (
    <>
      <span>{'text' in filled ? filled.text : comment.text}</span>
      {about.length === 0 ? null : <span className="bank-about">{about.join(' · ')}</span>}
    </>
  );
}
