import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gradeClass } from './sync/graded-class.ts';
import { printFigures } from './sync/print-figures.ts';
import { measureResend } from './sync/resend.ts';
import { RIVAL, RIVAL_COPY_BYTES } from './sync/rival.ts';
import { measureThroughput } from './sync/throughput.ts';
import { measureThunderingHerd } from './sync/thundering-herd.ts';

// `npm run bench -- sync [--json] [--files 1000]`: what sync costs an ENT, and how fast it is. A real engine on a real
// database, the reference server in a process of its own, which counts the requests, the bytes and its processor time.
const { values } = parseArgs({
  options: { json: { type: 'boolean', default: false }, files: { type: 'string', default: '1000' } },
});
const COPY_BYTES = 400_000;
const COPIES = 35;

const folder = mkdtempSync(join(tmpdir(), 'cartable-bench-sync-'));
try {
  const startedAt = performance.now();
  const figures = { ...(await measure()), elapsedS: Math.round((performance.now() - startedAt) / 1000) };
  if (values.json) console.log(JSON.stringify(figures));
  else printFigures(figures);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

export type Figures = Awaited<ReturnType<typeof measure>> & { readonly elapsedS: number };

async function measure() {
  const ours = await gradeClass(folder, { copyBytes: COPY_BYTES });
  const whole = await gradeClass(folder, { copyBytes: COPY_BYTES, hasCompose: false });
  const likeRival = await gradeClass(folder, { copyBytes: RIVAL_COPY_BYTES });
  const resends = await measureResend(folder);
  const herd = await measureThunderingHerd(folder);
  const throughput = await measureThroughput(folder, { files: Number(values.files), fileBytes: COPY_BYTES });
  return {
    withoutFiles: traffic(ours.withoutFiles),
    withFiles: { ...traffic(ours.withFiles), files: COPIES },
    annotatedReturn: {
      requests: ours.annotatedReturn.requests,
      bytesUp: ours.annotatedReturn.bytesUp,
      bytesUpWholeFiles: whole.annotatedReturn.bytesUp,
    },
    idle: { requests: ours.idle.requests },
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
  };
}

function traffic({ requests, bytesUp, bytesDown }: { requests: number; bytesUp: number; bytesDown: number }) {
  return { requests, bytesUp, bytesDown };
}

function seconds(ms: number): number {
  return Math.round(ms / 10) / 100;
}
