import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { lessonsHandlers } from '../../main/engine/lessons/handlers.ts';
import { openDomainWorkspace, receiveClass, START, temporaryFolder } from './domain-workspace.ts';

const { save, exportTexts, keepPrinted } = lessonsHandlers;
const TICKET = '01890000-0000-7000-8000-000000000001';

async function openClass() {
  const workspace = await openDomainWorkspace();
  receiveClass(workspace, 1);
  const incoming = join(workspace.vault.directory, 'incoming');
  return { ...workspace, incoming, folder: await temporaryFolder() };
}

function paragraph(id: string, text: string) {
  return { id, content: { type: 'paragraph', content: [{ type: 'text', text }] } };
}

test('the lessons of a sequence are one DOCX in their order, each under its title and on a page of its own', async () => {
  const { context, folder } = await openClass();
  const ids = ['Premier cours', 'Second cours'].map((text, index) => {
    const blocks = [
      paragraph('a', text),
      { id: 'p', content: { type: 'pageBreak' } },
      paragraph('b', 'Suite'),
    ];
    return save(context, { classGroupId: '2de4', title: `Séance ${index + 1}`, startsAt: START, blocks }).id;
  });
  const path = join(folder, 's.docx');
  await exportTexts(context, { lessonIds: ids, title: 'Ondes', path });
  const xml = strFromU8(unzipSync(await readFile(path))['word/document.xml'] ?? new Uint8Array());
  const places = ['Ondes', 'Séance 1', 'Premier cours', 'Suite', 'Séance 2', 'Second cours'].map((words) =>
    xml.indexOf(words),
  );
  expect(places).toEqual([...places].sort((a, b) => a - b));
  expect(places).not.toContain(-1);
  expect(xml.match(/<w:br w:type="page"\/>/g)).toHaveLength(3);
});

test('boxes of a checklist and what is framed go into files, with all that is in them', async () => {
  const { context, folder } = await openClass();
  const item = (text: string, checked?: boolean) => ({
    type: 'taskItem',
    ...(checked === undefined ? {} : { attrs: { checked } }),
    content: [paragraph('', text).content],
  });
  const blocks = [
    { id: 'l', content: { type: 'taskList', content: [item('Mesurer', true), item('Conclure')] } },
    { id: 'c', content: { type: 'callout', content: [paragraph('', 'À retenir').content] } },
  ];
  const { id: lessonId } = save(context, { classGroupId: '2de4', title: 'TP', startsAt: START, blocks });
  const [docx, markdown] = ['tp.docx', 'tp.md'].map((name) => join(folder, name)) as [string, string];
  for (const path of [docx, markdown]) await lessonsHandlers.exportText(context, { lessonId, path });
  const xml = strFromU8(unzipSync(await readFile(docx))['word/document.xml'] ?? new Uint8Array());
  const words = xml.replace(/<[^>]*>/g, '');
  expect(words).toContain('☑ Mesurer☐ ConclureÀ retenir');
  expect(await readFile(markdown, 'utf8')).toContain('- [x] Mesurer\n- [ ] Conclure\n\n> À retenir');
});

test('what the page has printed becomes the file that was chosen, and its ticket is good for once', async () => {
  const { context, incoming, folder } = await openClass();
  const path = join(folder, 'seance.pdf');
  await writeFile(join(incoming, TICKET), '%PDF-1.7 seance');
  await keepPrinted(context, { handover: TICKET, path });
  expect(await readFile(path, 'utf8')).toBe('%PDF-1.7 seance');
  expect(await readdir(incoming)).toEqual([]);
  await expect(keepPrinted(context, { handover: TICKET, path })).rejects.toMatchObject({
    code: 'input/invalid',
  });
  expect(await readFile(path, 'utf8')).toBe('%PDF-1.7 seance');
});

test('what is no PDF is not written, and a folder that is not there leaves nothing', async () => {
  const { context, incoming, folder } = await openClass();
  await writeFile(join(incoming, TICKET), '<html>');
  const path = join(folder, 'a.pdf');
  await expect(keepPrinted(context, { handover: TICKET, path })).rejects.toMatchObject({
    code: 'input/invalid',
  });
  expect(existsSync(path)).toBe(false);
  await writeFile(join(incoming, TICKET), '%PDF-1.7');
  const nowhere = join(folder, 'nowhere', 'a.pdf');
  await expect(keepPrinted(context, { handover: TICKET, path: nowhere })).rejects.toMatchObject({
    code: 'library/folder-unwritable',
  });
  expect(await readdir(incoming)).toEqual([]);
});
