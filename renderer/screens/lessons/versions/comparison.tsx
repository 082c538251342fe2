import { Button } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ComparedBlock, inOneLine } from '../../../components/rich-text/compare/compare-texts.ts';
import { ComparedNode } from '../../../components/rich-text/compare/compared-node.tsx';
import { useTeacherWords } from '../../../components/rich-text/use-teacher-words.ts';
import { folded } from './folded.ts';

export type ComparisonLayout = 'beside' | 'inline';

interface Props {
  readonly blocks: readonly ComparedBlock[];
  readonly layout: ComparisonLayout;
  readonly isReadOnly: boolean;
  readonly onRestore: (blockId: string) => void;
}

/** A version and the text as it is now, block by block; what is the same in both is folded away. */
export function Comparison({ blocks, layout, isReadOnly, onRestore }: Props) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const runs = useMemo(() => folded(blocks, opened), [blocks, opened]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by the keyboard
    <section className="comparison" data-layout={layout} tabIndex={0} aria-label={t('versions.comparison')}>
      {runs.map((run) =>
        run.kind === 'folded' ? (
          <button
            key={`fold ${run.firstId}`}
            type="button"
            className="comparison-fold"
            onClick={() => setOpened(new Set([...opened, run.firstId]))}
            data-testid="comparison-fold"
          >
            {t('versions.unchanged', { count: run.count })}
          </button>
        ) : (
          <ComparedRow
            key={run.block.id}
            block={run.block}
            layout={layout}
            onRestore={isReadOnly ? null : onRestore}
          />
        ),
      )}
    </section>
  );
}

interface RowProps {
  readonly block: ComparedBlock;
  readonly layout: ComparisonLayout;
  readonly onRestore: ((blockId: string) => void) | null;
}

function ComparedRow({ block, layout, onRestore }: RowProps) {
  const { t } = useTranslation();
  const { id, state } = block;
  return (
    <article className="comparison-row" data-state={state} data-testid="compared">
      {state === 'same' ? null : (
        <header className="comparison-head">
          <span>{t(`versions.state.${state}`)}</span>
          {onRestore === null ? null : (
            <Button
              size="compact-xs"
              variant="subtle"
              leftSection={<IconArrowBackUp size={14} aria-hidden />}
              onClick={() => onRestore(id)}
              data-testid="restore-block"
            >
              {t(`versions.restoreBlock.${state}`)}
            </Button>
          )}
        </header>
      )}
      <ComparedSides block={block} layout={layout} />
    </article>
  );
}

function ComparedSides({ block, layout }: Pick<RowProps, 'block' | 'layout'>) {
  const { t } = useTranslation();
  const wordsFor = useTeacherWords();
  const line = useMemo(() => (layout === 'inline' ? inOneLine(block) : null), [block, layout]);
  const { state, before, after, removed, added } = block;
  if (line !== null) return <ComparedNode {...line} wordsFor={wordsFor} />;
  const isOnce = layout === 'inline' && (state === 'same' || state === 'moved');
  return (
    <div className="comparison-sides">
      <div className="comparison-side">
        {before === null || isOnce ? null : (
          <ComparedNode node={before} removed={removed} wordsFor={wordsFor} />
        )}
        {before === null && layout === 'beside' ? (
          <p className="comparison-none">{t('versions.notThere')}</p>
        ) : null}
      </div>
      <div className="comparison-side">
        {after === null ? null : <ComparedNode node={after} added={added} wordsFor={wordsFor} />}
        {after === null && layout === 'beside' ? (
          <p className="comparison-none">{t('versions.noMore')}</p>
        ) : null}
      </div>
    </div>
  );
}
