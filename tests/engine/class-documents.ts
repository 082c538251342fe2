import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Engine } from '../../main/engine/create-engine.ts';
import type { EditedEntity } from '../../main/engine/store/edit-log.ts';
import type { ReferenceEnt } from '../../main/reference-ent/server.ts';
import { withConnector } from '../faults/classroom.ts';

/** Documents on both sides, past the optimiser: what is sent is exactly what a test made. */

export interface TestDocument {
  readonly sha256: string;
  readonly bytes: Buffer;
}

/** Bytes that no two seeds share, and that cannot be packed. */
export function noise(length: number, seed: number): Buffer {
  const bytes = Buffer.alloc(length);
  let state = (seed * 2_654_435_761 + 1) >>> 0;
  for (let at = 0; at < length; at += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    bytes[at] = state >>> 24;
  }
  return bytes;
}

export function documentOf(bytes: Buffer): TestDocument {
  return { bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
}

/** Lets the ENT have documents, as if they had been handed in. */
export async function putAtEnt(
  ent: ReferenceEnt,
  directory: string,
  documents: readonly TestDocument[],
): Promise<void> {
  await withConnector(ent.url, {}, async ({ adapter }) => {
    const { secret } = await adapter.signIn(ent);
    const session = await adapter.openSession(secret, new AbortController().signal);
    for (const { sha256, bytes } of documents) {
      const path = join(directory, sha256);
      await writeFile(path, bytes);
      await session.putBlob({ sha256, sizeBytes: bytes.length, path });
    }
    await session.close();
  });
}

/** The name of a document in the words of the ENT sync API. */
export function fileRef({ sha256, bytes }: TestDocument, mediaType = 'application/pdf') {
  return {
    id: `file-${sha256.slice(0, 12)}`,
    name: 'copie.pdf',
    sha256,
    bytes: bytes.length,
    media_type: mediaType,
  };
}

/** Hands documents in: the n-th one with the n-th submission. */
export function handIn(
  ent: ReferenceEnt,
  submissionIds: readonly string[],
  documents: readonly TestDocument[],
  as: { login?: string } = {},
): void {
  const submissions = new Map(ent.store.entities('submission').map(({ id, body }) => [id, body]));
  ent.editOnTheWeb(
    submissionIds.map((id, index) => {
      const document = documents[index];
      return {
        entity: 'submission',
        id,
        body: { ...submissions.get(id), files: document === undefined ? [] : [fileRef(document)] },
      };
    }),
    as,
  );
}

/** Lets a document wait in the outbox, hung on something. */
export async function letWait(
  engine: Engine,
  edit: { entity: EditedEntity; entityId: string; body: Record<string, unknown> },
  document: TestDocument,
): Promise<void> {
  const { store, vault, outbox } = engine.workspaces.current().syncContext;
  const writer = vault.startBlob();
  await writer.write(document.bytes);
  await writer.commit(document.sha256);
  store.write(() => {
    store.db
      .prepare(
        `INSERT OR IGNORE INTO blob (sha256, bytes, media_type, is_local, server_has, created_at)
         VALUES (?, ?, 'application/pdf', 1, 0, 0)`,
      )
      .run(document.sha256, document.bytes.length);
    outbox.record({ ...edit, body: { ...edit.body, file: fileRef(document) }, blobs: [document.sha256] });
  });
}
