import type { CartableWindow } from './cartable-window.ts';

/** Answers the system's dialogs, which nobody can see here. */
export function answerDialogs(
  { application }: CartableWindow,
  paths: { open: string; save: string },
): Promise<void> {
  return application.evaluate(({ dialog }, { open, save }) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [open] });
    dialog.showSaveDialog = async () => ({ canceled: false, filePath: save });
  }, paths);
}
