import { Combobox, Modal, TextInput, useCombobox } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FOUND_KINDS, SEARCH_MAX_LENGTH } from '../../../preload/contract/index.ts';
import { engine } from '../engine.ts';
import { navigate } from '../routes.ts';
import { routeOf } from './found-route.ts';
import { FoundWords } from './found-words.tsx';
import './search-dialog.css';
import { useSearchActions } from './use-search-actions.ts';

/** « Rechercher » (Ctrl+K): places and actions, from wherever the teacher is. */
export function SearchDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      withCloseButton={false}
      padding={0}
      size="lg"
      yOffset="10dvh"
      attributes={{ content: { 'aria-label': t('search.title') } }}
    >
      <SearchBox onClose={onClose} />
    </Modal>
  );
}

/** A line that can be taken: its place in the list is its value. */
interface Choice {
  readonly line: React.ReactNode;
  readonly run: () => void;
}

function SearchBox({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const combobox = useCombobox({ opened: true, onDropdownClose: onClose });
  const groups = useGroups(text);
  const choices = groups.flatMap((group) => group.choices);
  const { selectFirstOption, updateSelectedOptionIndex } = combobox;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the first line is chosen again when the lines are others
  useEffect(() => {
    updateSelectedOptionIndex();
    selectFirstOption();
  }, [text, choices.length]);
  const take = (value: string) => {
    onClose();
    choices[Number(value)]?.run();
  };
  let index = 0;
  return (
    <Combobox store={combobox} onOptionSubmit={take} withinPortal={false}>
      <Combobox.EventsTarget>
        <TextInput
          data-autofocus
          data-testid="search-text"
          className="search-text"
          variant="unstyled"
          size="md"
          leftSection={<IconSearch size={20} stroke={1.6} aria-hidden />}
          aria-label={t('search.title')}
          placeholder={t('search.placeholder')}
          maxLength={SEARCH_MAX_LENGTH}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      </Combobox.EventsTarget>
      <Combobox.Options className="search-found" aria-label={t('search.found')} tabIndex={-1}>
        {groups.map(({ kind, choices: ofKind }) => (
          <Combobox.Group key={kind} label={t(`search.kind.${kind}`)}>
            {ofKind.map(({ line }) => {
              const value = String(index++);
              return (
                <Combobox.Option key={value} value={value} data-testid="search-choice" data-kind={kind}>
                  {line}
                </Combobox.Option>
              );
            })}
          </Combobox.Group>
        ))}
      </Combobox.Options>
      <p className="search-foot" role="status">
        {text.trim() !== '' && choices.length === 0
          ? t('search.nothing', { text: text.trim() })
          : t('search.hint')}
      </p>
    </Combobox>
  );
}

/** What can be taken for a text, in groups; an empty group is left out. */
function useGroups(text: string) {
  const actions = useSearchActions(text.trim());
  const isAsked = text.trim().length > 1;
  const { data: found = [] } = useQuery(
    engine.search.find.queryOptions({
      input: { text },
      enabled: isAsked,
      placeholderData: keepPreviousData,
      // What was true a moment ago may be removed by now.
      gcTime: 0,
    }),
  );
  const shown = isAsked ? found : [];
  const groups: { kind: (typeof FOUND_KINDS)[number] | 'action'; choices: Choice[] }[] = [
    { kind: 'action', choices: actions.map(({ words, run }) => ({ line: words, run })) },
    ...FOUND_KINDS.map((kind) => ({
      kind,
      choices: shown
        .filter((one) => one.kind === kind)
        .map((one) => ({ line: <FoundWords found={one} />, run: () => navigate(routeOf(one)) })),
    })),
  ];
  return groups.filter(({ choices }) => choices.length > 0);
}
