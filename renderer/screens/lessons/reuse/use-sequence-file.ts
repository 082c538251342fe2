import { useTranslation } from 'react-i18next';
import type { ReuseSource, Template } from '../../../../preload/contract/index.ts';
import { bridge } from '../../../app/bridge.ts';
import { engine, engineClient } from '../../../app/engine.ts';
import { queryClient } from '../../../app/query-client.ts';
import { useToasts } from '../../../app/toasts.tsx';
import { FORBIDDEN_IN_NAMES } from '../use-text-files.ts';

export type SequenceEnding = '.cartable-sequence' | '.imscc';

/** A sequence as a file for a colleague, and a colleague's here. Nothing happens when a dialog is closed. */
export function useSequenceFile() {
  const { t } = useTranslation();
  const toasts = useToasts();
  const { reuse } = engineClient;
  return {
    /** @param title what the file is called at first */
    writeFile: async (
      source: ReuseSource,
      title: string,
      {
        ending = '.cartable-sequence',
        withNotes = false,
      }: { ending?: SequenceEnding; withNotes?: boolean } = {},
    ) => {
      const chosen = await bridge().chooseSavePath(`${title.replace(FORBIDDEN_IN_NAMES, '-')}${ending}`);
      if (chosen === null) return;
      const path = chosen.toLowerCase().endsWith(ending) ? chosen : `${chosen}${ending}`;
      try {
        const { leftOutCount: count } = await reuse.writeFile({ source, path, withNotes });
        const name = path.split(/[\\/]/).at(-1) ?? path;
        toasts.done(t('reuse.file.written', { name }));
        if (count > 0) toasts.warned((say) => ({ title: name, text: say('reuse.file.leftOut', { count }) }));
      } catch (error) {
        toasts.failed(error);
      }
    },
    /** Null: none was chosen. */
    chooseFile: async (): Promise<string | null> => {
      const [path] = await bridge().chooseFiles({ title: t('reuse.file.choose'), isMultiple: false });
      return path ?? null;
    },
    /** Keeps it as a template, which can be undone; rejects when it is refused or called off. */
    openFile: async (path: string, signal: AbortSignal): Promise<Template> => {
      const template = await reuse.openFile({ path }, { signal });
      await queryClient.invalidateQueries({ queryKey: engine.reuse.key() });
      const { id: templateId, title } = template;
      toasts.undoable({
        label: t('reuse.done.kept', { title }),
        undo: async () => reuse.removeTemplate({ templateId }),
        redo: async () => reuse.restoreTemplate({ templateId }),
      });
      return template;
    },
  };
}
