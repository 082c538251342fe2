/**
 * An optimiser process: decoders meet hostile bytes here, so that a crash or a hang costs one document.
 *
 * Started by pool.ts; one document at a time, files by path, answers as protocol.ts says.
 */
import { constants, getPriority, setPriority } from 'node:os';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { connectToParent } from '../platform/parent-port.ts';
import { EnvironmentFailure, optimiseDocument } from './optimise-document.ts';
import { type OptimiserMessage, type ProcessRequest, processRequestSchema } from './protocol.ts';
import { readText } from './text/read-text.ts';
import { startWatchdog } from './watchdog.ts';

// The pool has as many processes as cores that it may use; a cache would only keep the last document in memory.
sharp.concurrency(1);
sharp.cache(false);

yieldToTheWindow();

const { values } = parseArgs({ options: { 'memory-limit-mb': { type: 'string', default: '1024' } } });
const port = connectToParent();
startWatchdog(Number(values['memory-limit-mb']) * 1024 * 1024);

// Ctrl-C reaches the whole group of processes; it is the parent who decides what ends.
process.on('SIGINT', () => undefined);

port.onMessage((message) => {
  void answer(processRequestSchema.parse(message));
});
tell({ kind: 'ready' });

async function answer(request: ProcessRequest): Promise<void> {
  const { documentId } = request;
  try {
    if (request.kind === 'read-text') {
      tell({ kind: 'text', documentId, text: await readText(request.inputPath) });
      return;
    }
    const outcome = await optimiseDocument(request, (bytesDone) =>
      tell({ kind: 'progress', documentId, bytesDone }),
    );
    tell({ kind: 'settled', documentId, outcome });
  } catch (error) {
    const fault = error instanceof EnvironmentFailure ? error.fault : 'unexpected';
    tell({
      kind: 'failed',
      documentId,
      fault,
      detail: error instanceof Error ? error.message : String(error),
    });
  }
}

function tell(message: OptimiserMessage): void {
  port.postMessage(message);
}

/** A teacher who types must not feel that a hundred documents are made smaller meanwhile. */
function yieldToTheWindow(): void {
  const belowNormal = constants.priority.PRIORITY_BELOW_NORMAL;
  try {
    if (getPriority() < belowNormal) setPriority(belowNormal);
  } catch {
    // Where the system does not allow it, documents are made smaller all the same.
  }
}
