import { Button, NativeSelect, Progress } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { LibraryDocument, Preset } from '../../../preload/contract/index.ts';
import { preset as presetSchema } from '../../../preload/contract/index.ts';
import { documentsInOptimiser } from '../../app/engine-events.ts';
import { useSignal } from '../../app/signal.ts';
import { useToasts } from '../../app/toasts.tsx';
import { useIsReadOnly } from '../../app/use-is-read-only.ts';
import { useFormats } from '../../i18n/use-formats.ts';
import { changePreset, type RunningChange, runningChanges } from './preset-changes.ts';

/** What a document is made for, changed for it alone and remembered; how far it is while it is made again. */
export function PresetChoice({ libraryDocument }: { libraryDocument: LibraryDocument }) {
  const { t } = useTranslation();
  const isReadOnly = useIsReadOnly();
  const choose = useChoosePreset(libraryDocument);
  const { id, original, preset, isPresetChosen, usedIn } = libraryDocument;
  const running = useSignal(runningChanges).findLast(({ documentId }) => documentId === id);
  const isSent = usedIn.some(({ sent }) => sent !== 'no');
  return (
    <div className="documents-preset">
      <NativeSelect
        label={t('documents.preset.label')}
        value={running?.preset ?? preset}
        disabled={isReadOnly || !original.isLocal}
        data={presetSchema.options.map((value) => ({
          value,
          label: t(`settings.documents.qualities.${value}`),
        }))}
        onChange={(event) => choose(event.currentTarget.value as Preset)}
      />
      {running === undefined ? (
        <p className="documents-quiet">
          {original.isLocal
            ? t(isPresetChosen ? 'documents.preset.chosen' : 'documents.preset.fromSettings')
            : t('documents.preset.noOriginal')}
          {isSent && original.isLocal ? ` ${t('documents.preset.sentStays')}` : null}
        </p>
      ) : (
        <Making running={running} name={original.name} />
      )}
    </div>
  );
}

/** Its bar, and the way out of it. */
function Making({ running, name }: { running: RunningChange; name: string }) {
  const { t } = useTranslation();
  const share = useSignal(documentsInOptimiser).find((one) => one.name === name)?.share ?? 0;
  return (
    <div className="documents-making">
      <span role="status">{t('documents.preset.making')}</span>
      <Progress
        value={share === 0 ? 100 : share * 100}
        animated={share === 0}
        size="sm"
        transitionDuration={120}
        aria-label={t('documents.preset.progress')}
      />
      <Button variant="default" size="compact-sm" onClick={() => running.cancel()}>
        {t('app.action.cancel')}
      </Button>
    </div>
  );
}

/** Changes it, says what came of it, and can take it back. */
function useChoosePreset({ id: documentId, document, preset, isPresetChosen }: LibraryDocument) {
  const { t } = useTranslation();
  const toasts = useToasts();
  const formats = useFormats();
  const before = { documentId, preset, isChosen: isPresetChosen };
  return (chosen: Preset) => {
    const change = { documentId, preset: chosen, isChosen: true };
    const go = async () => {
      const changed = await changePreset(change);
      if (changed === null) return;
      const size = formats.size(changed.optimisation.bytesAfter);
      const made = t('documents.preset.made', { name: document.name, size });
      const sent =
        changed.sentCount === 0 ? '' : ` ${t('documents.preset.sent', { count: changed.sentCount })}`;
      toasts.undoable({
        label: `${made}${sent}`,
        undo: () => changePreset(before),
        redo: () => changePreset(change),
      });
    };
    go().catch(toasts.failed);
  };
}
