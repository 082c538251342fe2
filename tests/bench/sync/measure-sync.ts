import type { Cost } from './cost.ts';
import { ANNOTATION_BYTES, gradeClass } from './graded-class.ts';
import { measureResend } from './resend.ts';
import { RIVAL, RIVAL_COPY_BYTES } from './rival.ts';
import { measureThroughput } from './throughput.ts';
import { measureThunderingHerd } from './thundering-herd.ts';

/** A copy as a student's telephone makes it. */
export const COPY_BYTES = 400_000;
const COPIES = 35;

export type Figures = Awaited<ReturnType<typeof measureSync>>;

/** Every figure of sync, one after the other: what a class costs, broken lines, many teachers at once, and throughput. */
export async function measureSync(folder: string, { files, rounds }: { files: number; rounds: number }) {
  const startedAt = performance.now();
  const ours = await gradeClass(folder, { copyBytes: COPY_BYTES });
  const byPen = await gradeClass(folder, { copyBytes: COPY_BYTES, annotationBytes: ANNOTATION_BYTES.pen });
  const whole = await gradeClass(folder, { copyBytes: COPY_BYTES, hasCompose: false });
  const likeRival = await gradeClass(folder, { copyBytes: RIVAL_COPY_BYTES });
  const resends = await measureResend(folder);
  const herd = await measureThunderingHerd(folder);
  const throughput = await measureThroughput(folder, { files, fileBytes: COPY_BYTES, rounds });
  return {
    withoutFiles: traffic(ours.withoutFiles),
    withFiles: { ...traffic(ours.withFiles), files: COPIES },
    annotatedReturn: {
      ...traffic(ours.annotatedReturn),
      bytesUpWholeFiles: whole.annotatedReturn.bytesUp,
      bytesUpByPen: byPen.annotatedReturn.bytesUp,
    },
    idle: traffic(ours.idle),
    resend: { ratio: Math.max(...resends.map(({ ratio }) => ratio)), transfers: resends },
    thunderingHerd: herd,
    throughput,
    rival: {
      ...RIVAL,
      ours: {
        requests: likeRival.withFiles.requests,
        serverCpuSeconds: seconds(likeRival.withFiles.cpuMs),
        bytesDown: likeRival.withFiles.bytesDown,
        copyBytes: RIVAL_COPY_BYTES,
      },
    },
    referenceServer: {
      cpuSeconds: seconds(ours.withFiles.cpuMs),
      cpuSecondsWithoutFiles: seconds(ours.withoutFiles.cpuMs),
    },
    elapsedS: Math.round((performance.now() - startedAt) / 1000),
  };
}

/** Processor time too: `npm run bench -- region --costs` reads what this prints. */
function traffic({ requests, bytesUp, bytesDown, cpuMs }: Cost) {
  return { requests, bytesUp, bytesDown, cpuMs: Math.round(cpuMs) };
}

function seconds(ms: number): number {
  return Math.round(ms / 10) / 100;
}
