import { Button } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { DepositState } from '../../../../preload/contract/index.ts';

interface Props {
  readonly name: string;
  readonly hint: string;
  readonly state: DepositState;
  /** What its button says once the lesson has changed; null: it is brought once. */
  readonly again: string | null;
  readonly isBusy: boolean;
  readonly onDeposit: () => void;
  /** What else is to be known, or agreed to, before. */
  readonly children?: ReactNode;
}

/** One way of a lesson to its course: what it shows there, what is there, and a button where there is something to bring. */
export function DepositRow({ name, hint, state, again, isBusy, onDeposit, children }: Props) {
  const { t } = useTranslation();
  const nameId = useId();
  const action = state === 'absent' ? t('lessons.moodle.deposit') : state === 'changed-here' ? again : null;
  const isSaidOnce = state === 'changed-here' && again === null;
  return (
    <li className="moodle-deposit" data-state={state} data-testid="moodle-deposit">
      <div>
        <p id={nameId} className="moodle-deposit-name">
          {name}
        </p>
        <p className="lesson-hint">{hint}</p>
        {state === 'absent' ? null : (
          <p className="moodle-deposit-state">
            {isSaidOnce ? t('lessons.moodle.announcedBefore') : t(`lessons.moodle.states.${state}`)}
          </p>
        )}
        {children}
      </div>
      {action === null ? null : (
        <Button
          variant="default"
          size="compact-sm"
          aria-describedby={nameId}
          disabled={isBusy}
          onClick={onDeposit}
        >
          {action}
        </Button>
      )}
    </li>
  );
}
