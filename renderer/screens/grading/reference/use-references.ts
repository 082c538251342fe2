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

/** The key and the subject of an assignment, and how another is chosen; each choice can be undone. */
export function useReferences({ id: assignmentId, title }: Assignment) {
  const { t } = useTranslation();
  const toasts = useToasts();
  const options = engine.grading.references.queryOptions({ input: { assignmentId } });
  const query = useQuery(options);
  const documents = new Map(query.data?.map(({ role, document }) => [role, document]));

  const refresh = async () => queryClient.invalidateQueries({ queryKey: options.queryKey });
  const put = async (role: ReferenceRole, documentId: string | null) => {
    const chosen = await engineClient.grading.chooseReference({ assignmentId, role, documentId });
    await refresh();
    return chosen;
  };
  const done = async (role: ReferenceRole, { documentId, previousId }: ChosenReference) => {
    await refresh();
    if (documentId === previousId) return;
    toasts.undoable({
      label: t(documentId === null ? 'reference.removed' : `reference.chosen.${role}`, { title }),
      undo: async () => put(role, previousId),
      redo: async () => put(role, documentId),
    });
  };
  const bringing = useMutation({
    mutationFn: async ({ role, path }: { role: ReferenceRole; path: string }) =>
      done(role, await engineClient.grading.bringReference({ assignmentId, role, path })),
    onError: toasts.failed,
  });
  const bring = (role: ReferenceRole, path: string) => bringing.mutate({ role, path });
  return {
    isRead: query.data !== undefined,
    documents,
    isBringing: bringing.isPending,
    bring,
    /** Asks for a file; closing the dialog changes nothing. */
    async chooseFile(role: ReferenceRole) {
      const [path] = await bridge().chooseFiles({ title: t(`reference.choose.${role}`), isMultiple: false });
      if (path !== undefined) bring(role, path);
    },
    choose(role: ReferenceRole, document: DocumentRef | null) {
      put(role, document?.id ?? null).then(async (chosen) => done(role, chosen), toasts.failed);
    },
  };
}

export type References = ReturnType<typeof useReferences>;
