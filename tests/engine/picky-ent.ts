import { gunzipSync } from 'node:zlib';
import { onTestFinished } from 'vitest';
import type { Batch } from '../../main/engine/connectors/ent/wire.ts';
import type { Engine } from '../../main/engine/create-engine.ts';
import { type Asked, type CutAnswer, type Refusal, startRefusingProxy } from './refusing-proxy.ts';

export type { Asked, CutAnswer, Refusal };

/** An ENT behind something that refuses what it does not like, or cuts the line at it. Ends with the test. */
export async function pickyEnt(
  target: string,
  refuse: (asked: Asked) => Refusal | CutAnswer | 'cut' | null,
): Promise<string> {
  const proxy = await startRefusingProxy(target, refuse);
  onTestFinished(() => proxy.close());
  return proxy.url;
}

/** The batch in a request; null when it is none. */
export function batchIn({ path, body }: Asked): Batch | null {
  return path.endsWith('/batches') ? (JSON.parse(gunzipSync(body).toString()) as Batch) : null;
}

/** Lets the open account of an engine find its ENT elsewhere. */
export function pointTo(engine: Engine, url: string): void {
  const { store } = engine.workspaces.current();
  store.write(() => store.db.prepare('UPDATE account SET url = ?').run(url));
}
