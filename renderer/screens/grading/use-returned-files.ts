import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { engine, engineClient } from '../../app/engine.ts';
import { queryClient } from '../../app/query-client.ts';
import { useToasts } from '../../app/toasts.tsx';
import { undoStack } from '../../app/undo.ts';
import type { AttachedFile } from '../../components/attachments/attached-file.ts';
import { IncomingFiles } from '../../components/attachments/incoming-files.ts';

const incomingBySubmission = new Map<string, IncomingFiles>();

/** Files given back with a copy: those on their way, and how to take one back. */
export function useReturnedFiles(submissionId: string) {
  const { t } = useTranslation();
  const toasts = useToasts();
  const queries = useQueryClient();
  const queryKey = engine.grading.submission.queryKey({ input: { submissionId } });

  let incoming = incomingBySubmission.get(submissionId);
  if (incoming === undefined) {
    incoming = new IncomingFiles(async (path) =>
      attach(submissionId, path, (name) => t('grading.panel.fileAdded', { name })),
    );
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

async function attach(submissionId: string, path: string, labelOf: (name: string) => string): Promise<void> {
  const { id: feedbackId, document } = await engineClient.grading.attachFeedback({ submissionId, path });
  undoStack.push({
    label: labelOf(document.name),
    undo: async () => engineClient.grading.removeFeedback({ feedbackId }),
    redo: async () => engineClient.grading.restoreFeedback({ feedbackId }),
  });
  await queryClient.invalidateQueries({
    queryKey: engine.grading.submission.queryKey({ input: { submissionId } }),
  });
}
