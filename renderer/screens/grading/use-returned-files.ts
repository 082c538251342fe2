import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { engine, engineClient } from '../../app/engine.ts';
import { queryClient } from '../../app/query-client.ts';
import { useToasts } from '../../app/toasts.tsx';
import type { AttachedFile } from '../../components/attachments/attached-file.ts';
import { IncomingFiles, type Joined } from '../../components/attachments/incoming-files.ts';
import { labelOf, orFound, surveyPaths } from '../../components/attachments/joining.ts';

const incomingBySubmission = new Map<string, IncomingFiles>();

/** Files given back with a copy: those on their way, and how to take one back. */
export function useReturnedFiles(submissionId: string) {
  const { t } = useTranslation();
  const toasts = useToasts();
  const queries = useQueryClient();
  const queryKey = engine.grading.submission.queryKey({ input: { submissionId } });

  let incoming = incomingBySubmission.get(submissionId);
  if (incoming === undefined) {
    incoming = new IncomingFiles({
      join: async (path, newId, signal) => attach({ submissionId, path, newId }, signal),
      survey: surveyPaths,
      labelOf: labelOf((name) => t('grading.panel.fileAdded', { name })),
    });
    incomingBySubmission.set(submissionId, incoming);
  }
  const remove = ({ id: feedbackId, document }: AttachedFile) => {
    const takeBack = async () => {
      await engineClient.grading.removeFeedback({ feedbackId });
      await queries.invalidateQueries({ queryKey });
    };
    const restore = async () => {
      await engineClient.grading.restoreFeedback({ feedbackId });
      await queries.invalidateQueries({ queryKey });
    };
    const label = t('attachments.removed', { name: document.name });
    takeBack().then(() => toasts.undoable({ label, undo: restore, redo: takeBack }), toasts.failed);
  };
  return { incoming, remove };
}

interface FileToGiveBack {
  readonly submissionId: string;
  readonly path: string;
  readonly newId: string;
}

async function attach(file: FileToGiveBack, signal: AbortSignal): Promise<Joined> {
  const { submissionId, newId } = file;
  const {
    id: feedbackId,
    document,
    optimisation,
  } = await orFound(engineClient.grading.attachFeedback(file, { signal }), signal, async () =>
    (await engineClient.grading.submission({ submissionId })).feedback.find(({ id }) => id === newId),
  );
  await queryClient.invalidateQueries({
    queryKey: engine.grading.submission.queryKey({ input: { submissionId } }),
  });
  return {
    name: document.name,
    optimisation,
    undo: async () => engineClient.grading.removeFeedback({ feedbackId }),
    redo: async () => engineClient.grading.restoreFeedback({ feedbackId }),
  };
}
