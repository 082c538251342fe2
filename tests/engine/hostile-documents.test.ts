import { readdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { PDFDocument } from 'pdf-lib';
import { beforeAll, describe, expect, it, onTestFinished, test } from 'vitest';
import { libraryHandlers } from '../../main/engine/library/handlers.ts';
import { documentRef } from '../../preload/contract/domain.ts';
import { openDomainWorkspace, temporaryFolder } from './domain-workspace.ts';
import { HOSTILE_NAMES, hostileFiles, hostilePdf } from './hostile-files.ts';
import { openWorkshop, type Workshop } from './optimise-workshop.ts';

/** Whoever is called home by a file: nobody may be. */
async function listen(): Promise<{ home: string; visits: string[] }> {
  const visits: string[] = [];
  const server = createServer((request, response) => {
    visits.push(request.url ?? '');
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
  });
  return { home: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, visits };
}

let workshop: Workshop;
beforeAll(async () => {
  workshop = await openWorkshop();
});

describe('a file made to harm is only read', () => {
  it.each(['scripts.pdf', 'page.html', 'dessin.svg', 'modele.docx', 'macros.docm', 'entites.svg'])(
    '%s calls nobody, starts nothing and ends in time, whatever it is made for',
    async (name) => {
      const { home, visits } = await listen();
      const bytes = hostileFiles(home).find((file) => file.name === name)?.bytes ?? Buffer.alloc(0);
      for (const preset of ['screen', 'print', 'copy'] as const) {
        const startedAt = performance.now();
        const { result } = await workshop.optimise(name, bytes, preset);
        expect(['optimised', 'kept', 'refused']).toContain(result.outcome);
        expect(performance.now() - startedAt).toBeLessThan(30_000);
      }
      expect(visits).toEqual([]);
    },
  );

  it('a file with macros is left exactly as it is, and so is a page with scripts', async () => {
    const { home } = await listen();
    for (const { name, bytes } of hostileFiles(home)) {
      if (!/docm|html|svg/.test(name)) continue;
      const { result, output } = await workshop.optimise(name, bytes);
      expect(result.outcome, name).not.toBe('optimised');
      expect(output).toBeUndefined();
    }
  });
});

test('a PDF with scripts and launch actions is a PDF all the same: its pages come through', async () => {
  const { home, visits } = await listen();
  const { result, output } = await workshop.optimise('scripts.pdf', hostilePdf(home));
  const kept = output ?? hostilePdf(home);
  expect((await PDFDocument.load(kept, { updateMetadata: false })).getPageCount()).toBe(1);
  expect(result.outcome).not.toBe('refused');
  expect(visits).toEqual([]);
});

test('no name leads a file out of the vault, whatever a document was called', async () => {
  const workspace = await openDomainWorkspace();
  const folder = await temporaryFolder();
  let taken = 0;
  for (const [index, name] of HOSTILE_NAMES.entries()) {
    // Names that this system itself does not take cannot come from its disk.
    const path = join(folder, name.replaceAll('/', '_'));
    const isWritten = await writeFile(path, `document ${index}`).then(
      () => true,
      () => false,
    );
    if (!isWritten) continue;
    const document = await workspace.context.importDocument(path).catch((error: unknown) => {
      // A text that calls itself a PDF is refused by what it is, like any other.
      expect(error).toMatchObject({ code: 'library/file-refused' });
      return null;
    });
    if (document === null) continue;
    taken += 1;
    expect(document.name.length).toBeLessThanOrEqual(300);
    expect(await readFile(workspace.vault.pathOf(document.sha256), 'utf8')).toBe(`document ${index}`);
  }
  expect(taken).toBeGreaterThan(5);
  const outside = (await readdir(workspace.directory)).filter(
    (name) => !/^(cartable\.sqlite|vault)/.test(name),
  );
  expect(outside).toEqual([]);
  for (const { document } of libraryHandlers.list(workspace.context))
    expect(documentRef.shape.name.parse(document.name)).not.toMatch(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/u);
});

test('a name that reads backwards reads forwards on the screen', () => {
  expect(documentRef.shape.name.parse('devoir\u202Efdp.exe')).toBe('devoirfdp.exe');
  expect(documentRef.shape.name.parse('Élève\u0301 – n°3.pdf')).toBe('Élève\u0301 – n°3.pdf');
});
