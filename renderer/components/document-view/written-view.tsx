import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useEffect, useEffectEvent, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { DocumentRef, Paragraph, TextMark, TextRun } from '../../../preload/contract/index.ts';
import { engine } from '../../app/engine.ts';
import type { Searchable } from './find-bar.tsx';
import { headingRanks } from './heading-ranks.ts';
import './text-view.css';
import { useTextFind } from './use-text-find.ts';
import type { DocumentFault } from './vault.ts';
import './written-view.css';

interface Props {
  readonly document: DocumentRef;
  readonly scale: number;
  readonly onShown: () => void;
  readonly onSearchable: (text: Searchable) => void;
  readonly onFault: (fault: DocumentFault) => void;
}

/** What a word processor wrote, to be read: its letters in our own type, nothing of the file itself. */
export function WrittenView({ document, scale, onShown, onSearchable, onFault }: Props) {
  const { t } = useTranslation();
  const sheet = useRef<HTMLDivElement>(null);
  const { data, isError } = useQuery(
    engine.library.readText.queryOptions({ input: { sha256: document.sha256 } }),
  );
  const ranks = useMemo(() => headingRanks(data?.blocks ?? []), [data]);
  useTextFind(sheet, onSearchable);
  const tell = useEffectEvent(() => {
    if (isError || data === null) onFault('damaged');
    else if (data !== undefined) onShown();
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: each answer is told once
  useEffect(() => tell(), [data, isError]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by the keyboard
    <section className="text-scroll" tabIndex={0} aria-label={document.name}>
      <div ref={sheet} className="text-sheet written-sheet" style={{ fontSize: `${scale}rem` }}>
        {data?.blocks.map((block, index) =>
          block.kind === 'paragraph' ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: what was read never changes
            <ParagraphView key={index} paragraph={block} rank={ranks.get(index)} />
          ) : (
            // biome-ignore lint/suspicious/noArrayIndexKey: what was read never changes
            <TableView key={index} rows={block.rows} />
          ),
        )}
        {data == null || data.pictureCount === 0 ? null : (
          <p className="text-cut">{t('documentView.text.pictures', { count: data.pictureCount })}</p>
        )}
        {data?.isCut ? <p className="text-cut">{t('documentView.text.cut')}</p> : null}
      </div>
    </section>
  );
}

/** @param rank what screen readers are told of a heading; undefined for text, and for what lies in a table */
function ParagraphView({
  paragraph: { level, list, runs },
  rank,
}: {
  paragraph: Paragraph;
  rank?: number | undefined;
}) {
  const letters = runs.map((run, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: what was read never changes
    <Run key={index} run={run} />
  ));
  if (rank !== undefined) {
    return (
      // biome-ignore lint/a11y/useSemanticElements: below the window's own headings, however many levels the file has
      <div role="heading" aria-level={rank} className="written-heading" data-level={level}>
        {letters}
      </div>
    );
  }
  if (list === null) return <p>{letters}</p>;
  return (
    <p className="written-listed" style={{ marginInlineStart: `${1.5 * (list.depth + 1)}em` }}>
      <span className="written-marker">{list.marker}</span>
      {letters}
    </p>
  );
}

const ELEMENT_OF_MARK: Record<TextMark, 'strong' | 'em' | 'u' | 's' | 'sup' | 'sub'> = {
  bold: 'strong',
  italic: 'em',
  underline: 'u',
  strike: 's',
  superscript: 'sup',
  subscript: 'sub',
};

function Run({ run: { text, marks } }: { run: TextRun }) {
  return marks.reduce<ReactNode>((letters, mark) => {
    const Element = ELEMENT_OF_MARK[mark];
    return <Element key={mark}>{letters}</Element>;
  }, text);
}

function TableView({ rows }: { rows: readonly (readonly (readonly Paragraph[])[])[] }) {
  return (
    <table className="written-table">
      <tbody>
        {rows.map((cells, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: what was read never changes
          <tr key={row}>
            {cells.map((paragraphs, cell) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: what was read never changes
              <td key={cell}>
                {paragraphs.map((paragraph, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: what was read never changes
                  <ParagraphView key={index} paragraph={paragraph} />
                ))}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
