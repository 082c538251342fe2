import { Button, Group, Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CopiesPreview, CopyGroup } from '../../../../preload/contract/index.ts';
import { StudentChoice } from '../../../components/student-choice.tsx';
import { WorkUnderWay } from '../../../components/work-under-way.tsx';
import { useFormats } from '../../../i18n/use-formats.ts';
import { useTakeCopies } from './use-take-copies.ts';

interface Props {
  readonly preview: CopiesPreview;
  readonly path: string;
  readonly assignmentId: string;
  readonly onClose: () => void;
}

/** Whose files a ZIP holds; the teacher says of whom where that is not sure. */
export function CopiesPreviewView({ preview, path, assignmentId, onClose }: Props) {
  const { t } = useTranslation();
  const [answers, setAnswers] = useState<ReadonlyMap<number, string | null>>(new Map());
  const choices = preview.groups.flatMap((group) => {
    const submissionId = chosenFor(group, answers);
    return submissionId === null ? [] : [{ key: group.key, submissionId }];
  });
  const studentCount = new Set(choices.map(({ submissionId }) => submissionId)).size;
  const take = useTakeCopies({ assignmentId, path, onTaken: onClose });
  return (
    <Stack gap="md">
      {preview.groups.length === 0 ? (
        <p className="exchange-text">{t('exchange.copies.none')}</p>
      ) : (
        <Groups
          preview={preview}
          answers={answers}
          onAnswer={(key, submissionId) => setAnswers(new Map(answers).set(key, submissionId))}
        />
      )}
      <Remarks preview={preview} asked={preview.groups.length - choices.length} />
      <Group justify="flex-end">
        {take.isPending ? <WorkUnderWay work="copies" onCancel={take.cancel} /> : null}
        <Button
          disabled={choices.length === 0}
          loading={take.isPending}
          onClick={() => take.mutate(choices)}
          data-testid="copies-import-confirm"
        >
          {t('exchange.copies.confirm', { count: studentCount })}
        </Button>
      </Group>
    </Stack>
  );
}

/** What the teacher says goes before what was chosen for the number before; what is sure is not asked. */
function chosenFor({ key, submissionId }: CopyGroup, answers: GroupsProps['answers']): string | null {
  const answer = answers.get(key);
  return answer === undefined ? submissionId : answer;
}

interface GroupsProps {
  readonly preview: CopiesPreview;
  readonly answers: ReadonlyMap<number, string | null>;
  readonly onAnswer: (key: number, submissionId: string | null) => void;
}

function Groups({ preview: { groups, copies }, answers, onAnswer }: GroupsProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by the keyboard
    <section className="exchange-scroll" aria-label={t('exchange.copies.table')} tabIndex={0}>
      <table className="exchange-table">
        <thead>
          <tr>
            {(['written', 'student', 'files'] as const).map((column) => (
              <th key={column} scope="col">
                {t(`exchange.copies.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {groups.map((group) => (
            <tr key={group.key}>
              <td className="exchange-path">{group.written}</td>
              <td>
                {group.match === 'sure' ? (
                  group.candidates[0]?.name
                ) : (
                  <StudentChoice
                    label={t('exchange.copies.who', { name: group.written })}
                    isLikely={group.match !== 'none'}
                    candidates={group.candidates}
                    all={copies}
                    value={chosenFor(group, answers)}
                    onChange={(submissionId) => onAnswer(group.key, submissionId)}
                  />
                )}
                {group.match === 'known' ? (
                  <p className="exchange-quiet">{t('exchange.copies.known')}</p>
                ) : null}
              </td>
              <td>
                <ul className="exchange-files">
                  {group.files.map(({ name, sizeBytes }) => (
                    <li key={`${name} ${sizeBytes}`}>{`${name} (${formats.size(sizeBytes)})`}</li>
                  ))}
                </ul>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** What waits for an answer, and what is left out and why. */
function Remarks({ preview: { leftOut }, asked }: { preview: CopiesPreview; asked: number }) {
  const { t } = useTranslation();
  return (
    <div role="status" className="exchange-remarks">
      {asked > 0 ? <p>{t('exchange.copies.asked', { count: asked })}</p> : null}
      {leftOut.map(({ name, obstacle }) => (
        <p key={name}>{t(`exchange.copies.obstacle.${obstacle}`, { name })}</p>
      ))}
      <p>{t('exchange.copies.local')}</p>
    </div>
  );
}
