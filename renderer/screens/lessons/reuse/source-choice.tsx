import { Button, Group, NativeSelect } from '@mantine/core';
import { IconFileImport, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ReuseSources } from '../../../../preload/contract/index.ts';
import { useCancellable } from '../../../app/use-cancellable.ts';
import { WorkUnderWay } from '../../../components/work-under-way.tsx';
import { type Choosable, choosables, keyOf, yearWords } from './reuse-choices.ts';
import { useReuse } from './use-reuse.ts';
import { useSequenceFile } from './use-sequence-file.ts';

interface Props {
  readonly sources: ReuseSources;
  readonly chosen: Choosable;
  readonly onChoose: (key: string) => void;
}

/** A year of a class, or a template, which can be removed here. */
export function SourceChoice({ sources, chosen, onChoose }: Props) {
  const { t } = useTranslation();
  const { remove } = useReuse();
  const words = useSourceWords(sources);
  const kept =
    chosen.kind === 'template' ? sources.templates.find(({ id }) => id === chosen.templateId) : undefined;
  const group = (kind: Choosable['kind'], label: string) => {
    const items = choosables(sources)
      .filter((one) => one.kind === kind)
      .map((one) => ({ value: keyOf(one), label: words(one).label }));
    return items.length === 0 ? [] : [{ group: label, items }];
  };
  return (
    <Group gap="sm" align="flex-end">
      <NativeSelect
        className="reuse-source"
        label={t('reuse.source')}
        data={[...group('year', t('reuse.years')), ...group('template', t('reuse.templates'))]}
        value={keyOf(chosen)}
        onChange={(event) => onChoose(event.currentTarget.value)}
        autoFocus
        data-autofocus
        data-testid="reuse-source"
      />
      {kept === undefined ? null : (
        <Button
          variant="subtle"
          color="red"
          leftSection={<IconTrash size={16} aria-hidden />}
          onClick={() => void remove(kept)}
          data-testid="template-remove"
        >
          {t('reuse.removeTemplate')}
        </Button>
      )}
      <OpenFile onOpened={onChoose} />
    </Group>
  );
}

/** A colleague's sequence becomes a template, and is chosen. */
export function OpenFile({ onOpened }: { onOpened: (key: string) => void }) {
  const { t } = useTranslation();
  const { chooseFile, openFile } = useSequenceFile();
  const { mutate, isPending, cancel } = useCancellable(async (path: string, signal: AbortSignal) => {
    const template = await openFile(path, signal);
    onOpened(keyOf({ kind: 'template', templateId: template.id }));
  });
  const choose = async () => {
    const path = await chooseFile();
    if (path !== null) mutate(path);
  };
  if (isPending) return <WorkUnderWay work="sequence" onCancel={cancel} />;
  return (
    <Button
      variant="default"
      leftSection={<IconFileImport size={16} aria-hidden />}
      onClick={() => void choose()}
      data-testid="sequence-open"
    >
      {t('reuse.file.open')}
    </Button>
  );
}

/** What a year or a template is called, alone and in a list. */
export function useSourceWords(
  sources: ReuseSources,
): (source: Choosable) => { title: string; label: string } {
  const { t } = useTranslation();
  return (source) => {
    if (source.kind === 'template') {
      const { title = '', lessonCount: count = 0 } =
        sources.templates.find(({ id }) => id === source.templateId) ?? {};
      return { title, label: t('reuse.template', { title, count }) };
    }
    const year = sources.years.find(
      (one) => one.classGroupId === source.classGroupId && one.firstDay === source.firstDay,
    );
    if (year === undefined) return { title: '', label: '' };
    const classGroup = year.classGroupName === '' ? t('reuse.goneClass') : year.classGroupName;
    const label = t('reuse.year', { classGroup, year: yearWords(year), count: year.lessonCount });
    return { title: `${classGroup} ${yearWords(year)}`, label };
  };
}
