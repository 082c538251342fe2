import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Arrival } from '../../../preload/contract/index.ts';
import { useFormats } from '../../i18n/use-formats.ts';
import { KindIcon } from './kind-icon.tsx';
import { useTargetWords } from './use-target-words.ts';

interface Props {
  readonly arrival: Arrival;
  readonly isCurrent: boolean;
  readonly isChosen: boolean;
  /** Whether the Tab key comes to it: one of the list. */
  readonly isReached: boolean;
  readonly onCurrent: (id: string) => void;
  readonly onToggle: (id: string) => void;
}

/** One file that came in. Drawn again only when it changes itself: a hundred of them come one after the other. */
export const ArrivalRow = memo(function ArrivalRow(props: Props) {
  const { t } = useTranslation();
  const { arrival, isCurrent, isChosen, isReached, onCurrent, onToggle } = props;
  const { id, name } = arrival;
  return (
    <li data-chosen={isChosen || undefined}>
      <input
        type="checkbox"
        // The keyboard chooses by the space bar, from the line itself.
        tabIndex={-1}
        aria-label={t('documents.arrivals.choose', { name })}
        checked={isChosen}
        onChange={() => onToggle(id)}
      />
      <button
        type="button"
        data-testid="arrival"
        data-arrival={id}
        aria-current={isCurrent || undefined}
        tabIndex={isReached ? 0 : -1}
        onFocus={() => onCurrent(id)}
        onClick={() => onCurrent(id)}
      >
        <ArrivalLine arrival={arrival} />
      </button>
    </li>
  );
});

function ArrivalLine({ arrival }: { arrival: Arrival }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const wordsOf = useTargetWords();
  const { name, prepared, targets, sizeBytes, pile } = arrival;
  const [likeliest] = targets;
  const guess = likeliest === undefined ? t('documents.arrivals.noPlace') : wordsOf(likeliest).title;
  const place = pile === null ? guess : t('paper.pile.waiting', { title: pile.title });
  return (
    <>
      <KindIcon mediaType={prepared?.document.mediaType ?? ''} />
      <span className="arrivals-name" title={name}>
        {name}
      </span>
      <span className="arrivals-place documents-quiet">
        {prepared === null ? t('optimise.outcome.refused') : place}
      </span>
      <span className="arrivals-size">{formats.size(prepared?.document.sizeBytes ?? sizeBytes)}</span>
    </>
  );
}
