import { Button, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ArrivalTarget } from '../../../preload/contract/index.ts';
import { engine } from '../../app/engine.ts';
import { useTargetWords } from './use-target-words.ts';

interface PlacesProps {
  readonly targets: readonly ArrivalTarget[];
  readonly onChoose: (target: ArrivalTarget) => void;
}

/** The likeliest places, and a search among all of them. */
export function Places({ targets: likeliest, onChoose }: PlacesProps) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const isSearching = text.trim() !== '';
  const found = useQuery(engine.watch.targets.queryOptions({ input: { text }, enabled: isSearching }));
  const targets = isSearching ? (found.data ?? []) : likeliest;
  return (
    <div className="arrivals-places">
      <TextInput
        aria-label={t('documents.arrivals.search')}
        placeholder={t('documents.arrivals.search')}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {isSearching && found.isSuccess && targets.length === 0 ? (
        <p role="status">{t('documents.arrivals.noneFound')}</p>
      ) : (
        <ul aria-label={t('documents.arrivals.places')}>
          {targets.map((target, index) => (
            <li key={`${target.kind} ${target.id}`}>
              <Place
                target={target}
                isFirst={index === 0 && !isSearching}
                onChoose={() => onChoose(target)}
              />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

interface PlaceProps {
  readonly target: ArrivalTarget;
  readonly isFirst: boolean;
  readonly onChoose: () => void;
}

function Place({ target, isFirst, onChoose }: PlaceProps) {
  const { t } = useTranslation();
  const { title, detail } = useTargetWords()(target);
  return (
    <Button
      variant={isFirst ? 'filled' : 'default'}
      fullWidth
      justify="flex-start"
      h="auto"
      py={6}
      aria-label={t('documents.arrivals.putIn', { place: `${title}, ${detail}` })}
      onClick={onChoose}
    >
      <span className="arrivals-place-title">{title}</span>
      <span className="arrivals-place-detail">{detail}</span>
    </Button>
  );
}
