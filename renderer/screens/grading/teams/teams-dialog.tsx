import { Button, Group, Modal, NativeSelect, NumberInput, Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Assignment, SubmissionSummary, Team } from '../../../../preload/contract/index.ts';
import { useIsReadOnly } from '../../../app/use-is-read-only.ts';
import '../../../components/exchange.css';
import {
  dealTeams,
  type NamedTeams,
  placesOf,
  shuffled,
  type TeamPlaces,
  teamsOf,
  teamsOfFile,
} from './form-teams.ts';
import { TeamsFile } from './teams-file.tsx';
import './teams.css';
import { useSaveTeams } from './use-teams.ts';

interface Props {
  readonly assignment: Assignment;
  readonly copies: readonly SubmissionSummary[];
  readonly teams: readonly Team[];
  readonly memberName: (copy: SubmissionSummary) => string;
  readonly onClose: () => void;
}

const NO_TEAM = '';
const USUAL_SIZE = 3;
const MOST = 40;

/** Who is graded together: dealt by a number, or chosen student by student. Nothing changes before it is saved. */
export function TeamsDialog({ assignment, copies, teams, memberName, onClose }: Props) {
  const { t } = useTranslation();
  const isReadOnly = useIsReadOnly();
  const saveTeams = useSaveTeams(assignment);
  const [size, setSize] = useState(USUAL_SIZE);
  const [{ places, names, before }, setFormed] = useState<NamedTeams>(() => formed(placesOf(copies, teams)));
  // In the places of before, unless a file has named others.
  function formed(next: TeamPlaces): NamedTeams {
    return { places: next, names: teams.map(({ name }) => name), before: teams };
  }
  const nameOf = (place: number) => names[place] ?? t('grading.teams.name', { number: place + 1 });
  const last = Math.max(-1, ...[...places.values()].map((place) => place ?? -1));
  const choices = Array.from({ length: Math.min(copies.length, last + 2) }, (_, place) => ({
    value: String(place),
    label: nameOf(place),
  }));
  const ids = copies.map(({ id }) => id);
  const save = async () => {
    const made = teamsOf(places, before, (place) => ({ id: crypto.randomUUID(), name: nameOf(place) }));
    if (await saveTeams(made)) onClose();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('grading.teams.title')}
      closeButtonProps={{ 'aria-label': t('app.action.close') }}
    >
      <Stack gap="md" data-testid="teams-dialog">
        <p className="exchange-text">{t('grading.teams.explanation')}</p>
        <Group align="flex-end">
          <NumberInput
            label={t('grading.teams.size')}
            w={128}
            min={2}
            max={MOST}
            value={size}
            onChange={(value) => setSize(Number(value) || USUAL_SIZE)}
            data-autofocus
          />
          <Button variant="default" onClick={() => setFormed(formed(dealTeams(ids, size)))}>
            {t('grading.teams.inOrder')}
          </Button>
          <Button
            variant="default"
            onClick={() => setFormed(formed(dealTeams(shuffled(ids, Math.random), size)))}
          >
            {t('grading.teams.byChance')}
          </Button>
          <Button variant="default" onClick={() => setFormed(formed(placesOf(copies, [])))}>
            {t('grading.teams.none')}
          </Button>
        </Group>
        <TeamsFile
          assignmentId={assignment.id}
          onRead={(members) => setFormed(teamsOfFile(copies, members, teams))}
        />
        <ul className="teams-list" aria-label={t('grading.teams.members')}>
          {copies.map((copy) => (
            <li key={copy.id}>
              <span>{memberName(copy)}</span>
              <NativeSelect
                size="xs"
                aria-label={t('grading.teams.of', { name: memberName(copy) })}
                value={String(places.get(copy.id) ?? NO_TEAM)}
                onChange={({ currentTarget: { value } }) =>
                  setFormed({
                    places: new Map(places).set(copy.id, value === NO_TEAM ? null : Number(value)),
                    names,
                    before,
                  })
                }
                data={[{ value: NO_TEAM, label: t('grading.teams.alone') }, ...choices]}
              />
            </li>
          ))}
        </ul>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('app.action.cancel')}
          </Button>
          <Button disabled={isReadOnly} onClick={() => void save()}>
            {t('grading.teams.save')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
