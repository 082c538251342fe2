import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Zip, ZipPassThrough } from 'fflate';
import type { SubmissionDetail } from '../../../preload/contract/domain.ts';
import type { WrittenFeedback } from '../../../preload/contract/exchange.ts';
import type { DomainContext } from '../context.ts';
import { gradingHandlers } from '../grading/handlers.ts';
import { CartableError } from '../platform/cartable-error.ts';
import { replaceChosenFile } from '../policies/chosen-files.ts';
import { requireFeature } from '../policies/obey.ts';
import { cleanName, freeName } from './free-names.ts';
import { readParticipants } from './repository.ts';

/** What students get back, in a ZIP that Moodle's « Upload multiple feedback files in a zip » reads. */
export const feedbackArchiveHandlers = {
  /**
   * Writes the files given back of an assignment, annotated copies among them: a folder a student, named as Moodle's own.
   *
   * Moodle knows a student by a number that its own ZIP or worksheet says: `unnumbered` names who has none yet.
   * @throws CartableError `store/not-found`, `grading/names-hidden`, `policy/not-allowed`, `vault/blob-corrupt`, as `replaceChosenFile`; or the
   *   signal's reason
   */
  async writeFeedback(
    context: DomainContext,
    input: { assignmentId: string; path: string },
    signal?: AbortSignal,
  ): Promise<WrittenFeedback> {
    requireFeature(context.policies, 'save-copy');
    gradingHandlers.requireNames(context, input);
    const numbers = readParticipants(context.store.db, input.assignmentId);
    const details = gradingHandlers
      .submissions(context, input)
      .filter(({ hasFeedback }) => hasFeedback)
      .map(({ id }) => gradingHandlers.submission(context, { submissionId: id }));
    const files = details.flatMap((detail) => filesOf(detail, numbers.get(detail.id) ?? null));
    await replaceChosenFile(context, input.path, (draft) => writeArchive(context, draft, files, signal));
    return {
      fileCount: files.length,
      copyCount: new Set(files.map(({ submissionId }) => submissionId)).size,
      unnumbered: details.filter(({ id }) => !numbers.has(id)).map(nameOf),
    };
  },
};

interface GivenBack {
  readonly submissionId: string;
  readonly path: string;
  readonly sha256: string;
}

/** Files that are not on this computer (another device gave them back) are at the ENT already. */
function filesOf(detail: SubmissionDetail, number: string | null): GivenBack[] {
  const folder = folderName(nameOf(detail), number);
  const taken = new Set<string>();
  return detail.feedback
    .filter(({ document }) => document.isLocal)
    .map(({ document }) => ({
      submissionId: detail.id,
      path: `${folder}/${freeName(cleanName(document.name), taken)}`,
      sha256: document.sha256,
    }));
}

/** Moodle shows names so. */
function nameOf({ student }: SubmissionDetail): string {
  return `${student.firstName} ${student.lastName}`;
}

/** `Zoé MARTIN_51_assignsubmission_file_`: the underscores are Moodle's alone (feedback/file/importziplib.php). */
export function folderName(name: string, number: string | null): string {
  const plain = cleanName(name).replaceAll('_', ' ');
  return number === null ? plain : `${plain}_${number}_assignsubmission_file_`;
}

/** Stored, not packed: PDFs are. One file's piece in memory at a time. */
async function writeArchive(
  context: DomainContext,
  path: string,
  files: readonly GivenBack[],
  signal: AbortSignal | undefined,
): Promise<void> {
  const target = await open(path, 'wx', 0o600);
  try {
    const chunks: Uint8Array[] = [];
    const zip = new Zip((error, chunk) => {
      if (error !== null) throw error;
      chunks.push(chunk);
    });
    const drain = async () => {
      for (const chunk of chunks.splice(0)) await target.writeFile(chunk);
    };
    for (const [done, file] of files.entries()) {
      context.tellProgress({ work: 'feedback', done, total: files.length });
      const entry = new ZipPassThrough(file.path);
      entry.mtime = context.clock.now();
      zip.add(entry);
      const hash = createHash('sha256');
      for await (const piece of createReadStream(context.vault.pathOf(file.sha256), {
        highWaterMark: 1 << 20,
      })) {
        signal?.throwIfAborted();
        hash.update(piece as Buffer);
        entry.push(piece as Buffer);
        await drain();
      }
      if (hash.digest('hex') !== file.sha256) throw new CartableError('vault/blob-corrupt');
      entry.push(new Uint8Array(), true);
      await drain();
    }
    zip.end();
    await drain();
    await target.sync();
  } finally {
    await target.close();
  }
}
