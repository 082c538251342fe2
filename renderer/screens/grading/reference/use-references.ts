import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type {
  Assignment,
  ChosenReference,
  DocumentRef,
  ReferenceRole,
} from '../../../../preload/contract/index.ts';
import { bridge } from '../../../app/bridge.ts';
import { engine, engineClient } from '../../../app/engine.ts';
import { queryClient } from '../../../app/query-client.ts';
import { useToasts } from '../../../app/toasts.tsx';
import { showReference } from './reference-views.ts';

/** The keys and subjects of an assignment, and how others are chosen; each choice can be undone. */
export function useReferences({ id: assignmentId, title }: Assignment) {
  const { t } = useTranslation();
  const toasts = useToasts();
  const options = engine.grading.references.queryOptions({ input: { assignmentId } });
  const query = useQuery(options);

  const refresh = async () => queryClient.invalidateQueries({ queryKey: options.queryKey });
  const put = async (role: ReferenceRole, documentId: string, isChosen: boolean) => {
    const chosen = await engineClient.grading.chooseReference({ assignmentId, role, documentId, isChosen });
    await refresh();
    return chosen;
  };
  const done = async (
    role: ReferenceRole,
    { documentId, hasChanged }: ChosenReference,
    isChosen: boolean,
  ) => {
    await refresh();
    if (isChosen) showReference(assignmentId, role, documentId);
    if (!hasChanged) return;
    toasts.undoable({
      label: t(isChosen ? `reference.chosen.${role}` : 'reference.removed', { title }),
      undo: async () => put(role, documentId, !isChosen),
      redo: async () => put(role, documentId, isChosen),
    });
  };
  const bringing = useMutation({
    mutationFn: async ({ role, paths }: { role: ReferenceRole; paths: readonly string[] }) => {
      for (const path of paths)
        await done(role, await engineClient.grading.bringReference({ assignmentId, role, path }), true);
    },
    onError: toasts.failed,
  });
  const bring = (role: ReferenceRole, paths: readonly string[]) => bringing.mutate({ role, paths });
  return {
    isRead: query.data !== undefined,
    /** In the order in which they were chosen. */
    documentsOf: (role: ReferenceRole) =>
      (query.data ?? []).filter((one) => one.role === role).map(({ document }) => document),
    isBringing: bringing.isPending,
    bring,
    /** Asks for files; closing the dialog changes nothing. */
    async chooseFiles(role: ReferenceRole) {
      const paths = await bridge().chooseFiles({ title: t(`reference.choose.${role}`), isMultiple: true });
      if (paths.length > 0) bring(role, paths);
    },
    choose(role: ReferenceRole, { id }: DocumentRef, isChosen: boolean) {
      put(role, id, isChosen).then(async (chosen) => done(role, chosen, isChosen), toasts.failed);
    },
  };
}

export type References = ReturnType<typeof useReferences>;
