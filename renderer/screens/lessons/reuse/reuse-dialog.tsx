import { Button, Checkbox, Group, Modal, NativeSelect, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReuseSource, ReuseSources } from '../../../../preload/contract/index.ts';
import { engine } from '../../../app/engine.ts';
import { calendarState } from '../calendar-state.ts';
import { DateField } from '../date-field.tsx';
import { toDateText, toWallTime, withDate } from '../school-time.ts';
import './reuse.css';
import { dayOf, type From, fromShown, showYearOf, sourceOf } from './reuse-choices.ts';
import { ReusePreviewView } from './reuse-preview-view.tsx';
import { OpenFile, SourceChoice, useSourceWords } from './source-choice.tsx';
import { useReuse } from './use-reuse.ts';

const FROMS: readonly From[] = ['now', 'nextYear', 'date'];

/** What is given again: a lesson or a sequence that is named, or (null) a year or a template that the teacher chooses. */
export interface ReuseSubject {
  readonly source: ReuseSource;
  readonly title: string;
}

interface Props {
  readonly subject: ReuseSubject | null;
  /** What the dialog is called instead of « Dupliquer… ». */
  readonly heading?: string;
  readonly onClose: () => void;
}

/** For which classes and from when on something is given again, and on which dates it would take place. */
export function ReuseDialog({ subject, heading, onClose }: Props) {
  const { t } = useTranslation();
  const { data: sources } = useQuery(engine.reuse.sources.queryOptions());
  return (
    <Modal
      opened
      onClose={onClose}
      size={720}
      title={heading ?? (subject === null ? t('reuse.title') : t('reuse.of', { title: subject.title }))}
      closeButtonProps={{ 'aria-label': t('app.action.close') }}
    >
      {sources === undefined ? null : <ReuseForm sources={sources} subject={subject} onClose={onClose} />}
    </Modal>
  );
}

function ReuseForm({ sources, subject, onClose }: Props & { readonly sources: ReuseSources }) {
  const { t } = useTranslation();
  const { copy } = useReuse();
  const sourceWords = useSourceWords(sources);
  const [key, setKey] = useState<string | null>(null);
  const [classGroupIds, setClassGroupIds] = useState<string[]>([]);
  const [withHomework, setWithHomework] = useState(true);
  const [withGaps, setWithGaps] = useState(true);
  const when = useWhen(sources);
  const chosen = subject === null ? sourceOf(sources, key) : null;
  const source = subject?.source ?? chosen;
  if (source === null)
    return (
      <Stack gap="sm" align="flex-start" data-testid="reuse-dialog">
        <p role="status">{t('reuse.none')}</p>
        <OpenFile onOpened={setKey} />
      </Stack>
    );
  const title = subject?.title ?? (chosen === null ? '' : sourceWords(chosen).title);
  const request = { source, classGroupIds, fromDay: when.fromDay, withHomework, withGaps };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void copy(request, title).then((isDone) => {
          if (!isDone) return;
          if (source.kind !== 'lesson') showYearOf(request, sources);
          onClose();
        });
      }}
      data-testid="reuse-dialog"
    >
      <Stack gap="sm">
        {chosen === null ? null : <SourceChoice sources={sources} chosen={chosen} onChoose={setKey} />}
        <ClassChoice chosen={classGroupIds} isFirst={chosen === null} onChange={setClassGroupIds} />
        {when.fields}
        <ReusePreviewView
          request={request}
          onHomework={setWithHomework}
          onGaps={setWithGaps}
          actions={(isPossible) => (
            <Group gap="xs" justify="flex-end">
              <Button variant="default" onClick={onClose}>
                {t('app.action.cancel')}
              </Button>
              <Button type="submit" disabled={!isPossible} data-testid="reuse-do">
                {t('reuse.do')}
              </Button>
            </Group>
          )}
        />
      </Stack>
    </form>
  );
}

interface ClassChoiceProps {
  readonly chosen: string[];
  /** Nothing is asked before it. */
  readonly isFirst: boolean;
  readonly onChange: (classGroupIds: string[]) => void;
}

function ClassChoice({ chosen, isFirst, onChange }: ClassChoiceProps) {
  const { t } = useTranslation();
  const { data: classes = [] } = useQuery(engine.classes.list.queryOptions());
  return (
    <Checkbox.Group label={t('reuse.classes')} value={chosen} onChange={onChange} data-testid="reuse-classes">
      <Group gap="md" mt={4}>
        {classes.map(({ id, name }, index) => (
          <Checkbox
            key={id}
            value={id}
            label={name}
            // Told twice: the dialog looks for its first field when it opens, and the classes may come after that.
            autoFocus={isFirst && index === 0}
            data-autofocus={(isFirst && index === 0) || undefined}
          />
        ))}
      </Group>
    </Checkbox.Group>
  );
}

/** From which day on, and the fields that say it. */
function useWhen(sources: ReuseSources) {
  const { t } = useTranslation();
  const { yearDay } = calendarState.get();
  const [from, setFrom] = useState<From>(() => fromShown(yearDay, sources));
  const [atMs, setAtMs] = useState<number>(
    () => withDate(Date.now(), yearDay ?? sources.nextYear) ?? Date.now(),
  );
  const fields = (
    <Group gap="sm" align="flex-end">
      <NativeSelect
        label={t('reuse.from')}
        data={FROMS.map((one) => ({ value: one, label: t(`reuse.fromWhen.${one}`) }))}
        value={from}
        onChange={(event) => setFrom(event.currentTarget.value as From)}
        data-testid="reuse-from"
      />
      {from === 'date' ? (
        <DateField
          label={t('reuse.day')}
          atMs={atMs}
          isReadOnly={false}
          onChange={setAtMs}
          testId="reuse-day"
        />
      ) : null}
    </Group>
  );
  return { fromDay: dayOf(from, sources, toDateText(toWallTime(atMs))), fields };
}
