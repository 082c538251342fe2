import { CartableError } from '../../platform/cartable-error.ts';
import { type HttpStream, readWhole } from '../../platform/http.ts';
import type { BlobSink } from '../adapter-types.ts';
import { type FrameEvent, FrameParser } from './frames.ts';
import { notAnEnt, PROBLEM_BYTES, refusalOf } from './replies.ts';

interface Expected {
  readonly hashes: readonly string[];
  readonly sink: BlobSink;
  readonly now: number;
}

/**
 * Hands the blobs of a `/blobs/fetch` reply to the sink as they arrive, one chunk in memory at a time.
 *
 * What arrived whole before a cut stays. A blob that was not asked for means that these are no frames at all.
 * @throws CartableError `ent/unreachable` (cut), `ent/not-an-ent`, or what the status stands for; what the sink throws
 */
export async function receiveFrames(reply: HttpStream, { hashes, sink, now }: Expected): Promise<void> {
  if (reply.status !== 200 || isText(reply)) throw refusalOf(await readWhole(reply, PROBLEM_BYTES), now);
  const awaited = new Set(hashes);
  const parser = new FrameParser();
  for await (const chunk of reply.chunks) {
    for (const event of parser.push(chunk)) {
      if (event.type === 'begin' && !awaited.delete(event.sha256)) throw notAnEnt();
      await hand(event, sink);
    }
  }
  if (!parser.isBetweenFrames) throw new CartableError('ent/unreachable', { reason: 'cut' }, 'later');
}

async function hand(event: FrameEvent, sink: BlobSink): Promise<void> {
  switch (event.type) {
    case 'begin':
      return sink.begin(event.sha256, event.sizeBytes);
    case 'bytes':
      return sink.write(event.bytes);
    case 'end':
      return sink.end();
  }
}

/** A captive portal's page may be shorter than a frame's head, and would pass for a cut. */
function isText({ headers }: HttpStream): boolean {
  return /^(text\/|application\/(json|xhtml))/i.test(headers['content-type']?.trim() ?? '');
}
