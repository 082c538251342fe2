import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { engine, engineClient } from '../../../app/engine.ts';
import { excerptOf } from './bank-text.ts';
import type { BankEdits } from './use-bank-edits.ts';
import { useUndoable } from './use-bank-edits.ts';

/** Those shown at a time: the rest comes as these are answered. */
const MOST_SHOWN = 5;

/** Sentences that the teacher types again and again, to be kept or ignored. */
export function BankProposals({ edits, isReadOnly }: { edits: BankEdits; isReadOnly: boolean }) {
  const { t } = useTranslation();
  // Asked for each time the dialog opens: comments change without the bank's being told.
  const { data } = useQuery({ ...engine.commentBank.proposals.queryOptions(), staleTime: 0 });
  const doUndoable = useUndoable();
  const ignore = (text: string) =>
    doUndoable(
      t('commentBank.done.ignored', { text: excerptOf(text) }),
      async () => engineClient.commentBank.ignore({ text, isIgnored: true }),
      async () => engineClient.commentBank.ignore({ text, isIgnored: false }),
    );
  if (data === undefined || data.length === 0) return null;
  return (
    <section aria-label={t('commentBank.proposals')}>
      <h3 className="bank-folder">{t('commentBank.proposals')}</h3>
      <ul className="bank-list">
        {data.slice(0, MOST_SHOWN).map(({ text, count }) => (
          <li key={text} className="bank-row" data-testid="bank-proposal">
            <div>
              <span>{text}</span>
              <span className="bank-about">{t('commentBank.typed', { count })}</span>
            </div>
            <Button
              variant="subtle"
              size="compact-sm"
              disabled={isReadOnly}
              aria-label={t('commentBank.keepOf', { text: excerptOf(text) })}
              onClick={() => void edits.save({ text, folder: '', tags: [] })}
            >
              {t('commentBank.keep')}
            </Button>
            <Button
              variant="subtle"
              size="compact-sm"
              disabled={isReadOnly}
              aria-label={t('commentBank.ignoreOf', { text: excerptOf(text) })}
              onClick={() => ignore(text)}
            >
              {t('commentBank.ignore')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
