import type { KeyboardEvent } from 'react';
import { useEffect, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { LessonVersion } from '../../../../preload/contract/index.ts';
import { useFormats } from '../../../i18n/use-formats.ts';
import { useVersionWords } from './use-version-words.ts';

interface Props {
  readonly versions: readonly LessonVersion[];
  readonly chosenId: number;
  readonly onChoose: (versionId: number) => void;
  readonly onRestore: () => void;
}

/** The versions by date, newest first: the arrows choose one, Enter restores it. */
export function VersionList({ versions, chosenId, onChoose, onRestore }: Props) {
  const { t } = useTranslation();
  const listId = useId();
  const list = useRef<HTMLDivElement>(null);
  const chosen = versions.findIndex(({ id }) => id === chosenId);
  useEffect(() => list.current?.focus(), []);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') {
      event.preventDefault();
      onRestore();
      return;
    }
    const next = versions[placeOfKey(event.key, chosen, versions.length) ?? -1];
    if (next === undefined) return;
    event.preventDefault();
    onChoose(next.id);
  };
  return (
    <div
      ref={list}
      className="version-list"
      role="listbox"
      tabIndex={0}
      aria-label={t('versions.list')}
      aria-activedescendant={`${listId}-${chosenId}`}
      onKeyDown={onKeyDown}
      data-autofocus
      data-testid="version-list"
    >
      {versions.map((version, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the list box itself has the focus and the keys
        // biome-ignore lint/a11y/useFocusableInteractive: likewise
        <div
          key={version.id}
          id={`${listId}-${version.id}`}
          className="version-row"
          role="option"
          aria-selected={version.id === chosenId}
          onClick={() => onChoose(version.id)}
          data-testid="version"
        >
          <VersionRow version={version} isFirst={index === versions.length - 1} />
        </div>
      ))}
    </div>
  );
}

function VersionRow({ version, isFirst }: { version: LessonVersion; isFirst: boolean }) {
  const formats = useFormats();
  const { summary, reason } = useVersionWords();
  const why = reason(version);
  return (
    <>
      <strong>{formats.dateTime(version.writtenAt)}</strong>
      <span>{summary(version, isFirst)}</span>
      {why === null ? null : <small>{why}</small>}
    </>
  );
}

/** Where a key leads in a list; null for a key that leads nowhere. */
function placeOfKey(key: string, from: number, length: number): number | null {
  const steps: Readonly<Record<string, number>> = { ArrowUp: -1, ArrowDown: 1, PageUp: -10, PageDown: 10 };
  if (key === 'Home') return 0;
  if (key === 'End') return length - 1;
  const step = steps[key];
  return step === undefined ? null : Math.max(0, Math.min(length - 1, from + step));
}
