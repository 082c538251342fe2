import { Button, Kbd, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { KeyboardEvent } from 'react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conflict } from '../../../preload/contract/index.ts';
import { engine, engineClient } from '../../app/engine.ts';
import { useToasts } from '../../app/toasts.tsx';
import { ConflictSide } from './conflict-side.tsx';
import './conflicts.css';
import { EarlierTexts } from './earlier-texts.tsx';
import { useUndoableTaking } from './use-undoable-taking.ts';

type Keep = 'mine' | 'theirs';

/** Two versions of the same thing, side by side: the teacher chooses, by the mouse or by M and T. */
export function ConflictList({ conflicts }: { conflicts: readonly Conflict[] }) {
  const { t } = useTranslation();
  const list = useRef<HTMLUListElement>(null);
  if (conflicts.length === 0) return null;
  const focusNext = (index: number) => {
    const rows = list.current?.children;
    const next = (rows?.[index + 1] ?? rows?.[index - 1])?.querySelector('button');
    (next ?? document.querySelector('main'))?.focus();
  };
  return (
    <section aria-labelledby="sync-conflicts">
      <Title order={2} id="sync-conflicts">
        {t('sync.conflicts.title')}
      </Title>
      <p className="sync-note">
        {t('sync.conflicts.intro')} {t('sync.conflicts.keys')}
      </p>
      <ul className="sync-conflicts" ref={list}>
        {conflicts.map((conflict, index) => (
          <ConflictRow key={conflict.id} conflict={conflict} onSettled={() => focusNext(index)} />
        ))}
      </ul>
    </section>
  );
}

function ConflictRow({ conflict, onSettled }: { conflict: Conflict; onSettled: () => void }) {
  const { t } = useTranslation();
  const toasts = useToasts();
  const resolve = useMutation(engine.sync.resolveConflict.mutationOptions({ onError: toasts.failed }));
  const undoable = useUndoableTaking();
  const kind = t(`sync.kind.${conflict.entity}`);
  const choose = (keep: Keep) => {
    if (resolve.isPending) return;
    onSettled();
    resolve.mutate(
      { conflictId: conflict.id, keep },
      {
        onSuccess: (taken) =>
          undoable(t(`sync.conflicts.kept_${keep}`, { label: conflict.label }), taken, () =>
            engineClient.sync.resolveConflict({ conflictId: conflict.id, keep }),
          ),
      },
    );
  };
  return (
    <li>
      {/* biome-ignore lint/a11y/useSemanticElements: a group of two choices, not a form's fieldset */}
      <div
        className="sync-conflict"
        role="group"
        aria-label={t('sync.conflicts.of', { kind, label: conflict.label })}
        onKeyDown={(event) => onConflictKey(event, choose)}
      >
        <p className="sync-conflict-head">
          <span className="sync-conflict-kind">{kind}</span>
          <strong>{conflict.label}</strong>
        </p>
        {conflict.isUnseen ? (
          <p className="sync-note sync-conflict-note">{t('sync.conflicts.unseen')}</p>
        ) : null}
        <div className="sync-conflict-sides">
          <ConflictSide
            title={t('sync.conflicts.mine')}
            side={conflict.mine}
            nobody={t('sync.conflicts.you')}
          >
            <Button
              variant="default"
              size="compact-sm"
              rightSection={<Kbd size="xs">{t('sync.conflicts.mineKey')}</Kbd>}
              onClick={() => choose('mine')}
            >
              {t('sync.conflicts.keepMine')}
            </Button>
          </ConflictSide>
          <ConflictSide
            title={t('sync.conflicts.theirs')}
            side={conflict.theirs}
            nobody={t('sync.conflicts.someone')}
          >
            <Button
              variant="default"
              size="compact-sm"
              rightSection={<Kbd size="xs">{t('sync.conflicts.theirsKey')}</Kbd>}
              onClick={() => choose('theirs')}
            >
              {t('sync.conflicts.keepTheirs')}
            </Button>
          </ConflictSide>
        </div>
        <EarlierTexts texts={conflict.earlierTexts} />
      </div>
    </li>
  );
}

/** M and T choose; left and right go from one version's button to the other's; up and down to the next conflict. */
function onConflictKey(event: KeyboardEvent<HTMLElement>, choose: (keep: Keep) => void): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  // A key that is held down decides once: the next conflict, which takes the focus, has not been seen.
  if (event.repeat && !event.key.startsWith('Arrow')) {
    event.preventDefault();
    return;
  }
  const buttons = event.currentTarget.querySelectorAll('button');
  const row = event.currentTarget.parentElement;
  const actions: Record<string, () => void> = {
    m: () => choose('mine'),
    t: () => choose('theirs'),
    arrowleft: () => buttons[0]?.focus(),
    arrowright: () => buttons[1]?.focus(),
    arrowup: () => row?.previousElementSibling?.querySelector('button')?.focus(),
    arrowdown: () => row?.nextElementSibling?.querySelector('button')?.focus(),
  };
  const action = actions[event.key.toLowerCase()];
  if (action === undefined) return;
  event.preventDefault();
  action();
}
