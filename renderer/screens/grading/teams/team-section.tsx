import { Button, Menu } from '@mantine/core';
import { IconUsersGroup } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { SubmissionSummary } from '../../../../preload/contract/index.ts';
import { useIsReadOnly } from '../../../app/use-is-read-only.ts';
import type { CopyTeam } from './team-rows.ts';
import './teams.css';
import { useSetApart } from './use-teams.ts';

interface Props {
  readonly copy: SubmissionSummary;
  /** Undefined: the copy is in no team. */
  readonly copyTeam: CopyTeam | undefined;
  /** A member's own name, or number. */
  readonly memberName: (copy: SubmissionSummary) => string;
  readonly onChoose: (submissionId: string) => void;
}

/** Whose grade this is: a team's, with the way to grade one of them apart; or a member's, with the way back. */
export function TeamSection({ copy, copyTeam, memberName, onChoose }: Props) {
  const { t } = useTranslation();
  const setApart = useSetApart(copy.assignmentId);
  const isReadOnly = useIsReadOnly();
  if (copyTeam === undefined) return null;
  const { team, isApart, together } = copyTeam;
  const choose = async (member: SubmissionSummary, toBeApart: boolean) => {
    if ((await setApart(member, toBeApart, memberName(member))) && toBeApart) onChoose(member.id);
  };
  return (
    <div className="team-section" data-testid="team-section">
      <IconUsersGroup size={18} stroke={1.6} aria-hidden />
      <p>
        {isApart
          ? t('grading.teams.apart', { team: team.name })
          : t('grading.teams.together', { team: team.name, count: together.length })}
      </p>
      {isApart ? (
        <Button
          size="compact-sm"
          variant="default"
          disabled={isReadOnly}
          onClick={() => void choose(copy, false)}
        >
          {t('grading.teams.rejoin')}
        </Button>
      ) : null}
      {isApart || together.length < 2 ? null : (
        <Menu>
          <Menu.Target>
            <Button size="compact-sm" variant="default" disabled={isReadOnly}>
              {t('grading.teams.separate')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {together.map((member) => (
              <Menu.Item key={member.id} onClick={() => void choose(member, true)}>
                {memberName(member)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </div>
  );
}
