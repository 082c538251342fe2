import { Button, Group, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PilePart, PilePreview, PileSource } from '../../../preload/contract/index.ts';
import { engine } from '../../app/engine.ts';
import { QueryView } from '../query-view.tsx';
import { StudentChoice } from '../student-choice.tsx';
import { WorkProgressLine } from '../work-progress-line.tsx';
import { WorkUnderWay } from '../work-under-way.tsx';
import '../exchange.css';
import { useTakePile } from './use-take-pile.ts';

interface Props {
  readonly source: PileSource;
  /** Undefined: the assignment that most of its sheets are of. */
  readonly assignmentId: string | undefined;
  readonly onTaken: () => void;
}

/** A scanned pile: whose pages it holds, asked where that is not sure, and the button that attaches them. */
export function PileView({ source, assignmentId, onTaken }: Props) {
  const { t } = useTranslation();
  const preview = useQuery(
    engine.paper.readPile.queryOptions({
      input: { source, ...(assignmentId === undefined ? {} : { assignmentId }) },
      // Reading takes a while, and what is being chosen is not asked again meanwhile.
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: 0,
    }),
  );
  if (preview.isPending)
    return (
      <div role="status" className="exchange-remarks">
        <p>{t('paper.pile.reading')}</p>
        <WorkProgressLine work="pile" />
      </div>
    );
  return (
    <QueryView
      query={preview}
      show={(answer) => <Parts preview={answer} source={source} onTaken={onTaken} />}
    />
  );
}

interface PartsProps {
  readonly preview: PilePreview;
  readonly source: PileSource;
  readonly onTaken: () => void;
}

function Parts({ preview, source, onTaken }: PartsProps) {
  const { t } = useTranslation();
  const [answers, setAnswers] = useState<ReadonlyMap<number, string | null>>(new Map());
  const take = useTakePile({ source, sha256: preview.sha256, onTaken });
  if (preview.assignment === null) return <p className="exchange-text">{t('paper.pile.noSheet')}</p>;
  const parts = preview.parts.flatMap(({ firstPage, lastPage, state, submissionId }) => {
    const chosen = state === 'sure' ? submissionId : (answers.get(firstPage) ?? null);
    return chosen === null ? [] : [{ firstPage, lastPage, submissionId: chosen }];
  });
  const asked = preview.parts.length - parts.length;
  return (
    <Stack gap="md">
      <p className="exchange-text">
        {t('paper.pile.found', { title: preview.assignment.title, count: preview.pageCount })}
      </p>
      <PartsTable
        preview={preview}
        answers={answers}
        onAnswer={(page, submissionId) => setAnswers(new Map(answers).set(page, submissionId))}
      />
      <div role="status" className="exchange-remarks">
        {asked > 0 ? <p>{t('paper.pile.asked', { count: asked })}</p> : null}
        <p>{t('exchange.copies.local')}</p>
      </div>
      <Group justify="flex-end">
        {take.isPending ? <WorkUnderWay work="copies" onCancel={take.cancel} /> : null}
        <Button
          disabled={parts.length === 0}
          loading={take.isPending}
          onClick={() => take.mutate(parts)}
          data-testid="pile-confirm"
        >
          {t('paper.pile.confirm', { count: parts.length })}
        </Button>
      </Group>
    </Stack>
  );
}

interface TableProps {
  readonly preview: PilePreview;
  readonly answers: ReadonlyMap<number, string | null>;
  readonly onAnswer: (firstPage: number, submissionId: string | null) => void;
}

function PartsTable({ preview: { parts, copies }, answers, onAnswer }: TableProps) {
  const { t } = useTranslation();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by the keyboard
    <section className="exchange-scroll" aria-label={t('paper.pile.table')} tabIndex={0}>
      <table className="exchange-table">
        <thead>
          <tr>
            {(['pages', 'sheet', 'student'] as const).map((column) => (
              <th key={column} scope="col">
                {t(`paper.pile.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {parts.map((part) => (
            <tr key={part.firstPage}>
              <td>{pagesOf(part)}</td>
              <td>{part.state === 'sure' ? null : t(`paper.pile.state.${part.state}`)}</td>
              <td>
                {part.state === 'sure' ? (
                  part.written
                ) : (
                  <StudentChoice
                    label={t('paper.pile.who', { pages: pagesOf(part) })}
                    isLikely
                    candidates={copies.filter(({ submissionId }) => submissionId === part.submissionId)}
                    all={copies}
                    value={answers.get(part.firstPage) ?? null}
                    onChange={(submissionId) => onAnswer(part.firstPage, submissionId)}
                  />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** As people count them. */
function pagesOf({ firstPage, lastPage }: PilePart): string {
  return firstPage === lastPage ? `${firstPage + 1}` : `${firstPage + 1}–${lastPage + 1}`;
}
