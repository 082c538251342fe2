import { Checkbox } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Deposit, MoodleCourse } from '../../../../preload/contract/index.ts';
import { DepositRow } from './deposit-row.tsx';
import { LeftList } from './left-list.tsx';

interface Props {
  readonly forum: MoodleCourse['forums'][number];
  /** Whether documents that it does not take can go among the teacher's own files. */
  readonly hasFiles: boolean;
  readonly isBusy: boolean;
  readonly onDeposit: (deposit: Deposit) => void;
}

/** A forum: what would go without, to be agreed to before it is mailed to everybody, or what went without. */
export function AnnouncementRow({ forum, hasFiles, isBusy, onDeposit }: Props) {
  const { t } = useTranslation();
  const [isAgreed, setAgreed] = useState(true);
  const { id, name, isNews, state, left } = forum;
  const isToGo = state === 'absent';
  return (
    <DepositRow
      name={t('lessons.moodle.forum', { name })}
      hint={t(isNews ? 'lessons.moodle.newsHint' : 'lessons.moodle.forumHint')}
      state={state}
      again={null}
      isBusy={isBusy || (left.length > 0 && !isAgreed)}
      onDeposit={() =>
        onDeposit({ as: 'announcement', forumId: id, without: left.map(({ sha256 }) => sha256) })
      }
    >
      <LeftList
        title={t(isToGo ? 'lessons.moodle.left.before' : 'lessons.moodle.left.after')}
        documents={left}
      />
      {left.length === 0 ? null : (
        <p className="lesson-hint">
          {t(hasFiles ? 'lessons.moodle.left.toFiles' : 'lessons.moodle.left.toCourse')}
        </p>
      )}
      {left.length === 0 || !isToGo ? null : (
        <Checkbox
          label={t('lessons.moodle.left.agree')}
          checked={isAgreed}
          onChange={(event) => setAgreed(event.currentTarget.checked)}
          data-testid="moodle-agree"
        />
      )}
    </DepositRow>
  );
}
