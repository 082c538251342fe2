import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PDFDocument, rgb, StandardFonts } from 'pdf-lib';
import type { SubmissionSummary } from '../../../preload/contract/domain.ts';
import type { Engine } from '../../engine/create-engine.ts';
import type { Vault } from '../../engine/vault/vault.ts';

/** Copies that are given back with a mark on them. */
const ANNOTATED = 6;

/** Writes "Vu" in red at the top of the first PDF copies, each into a file of its own, as a teacher would hand them back. */
export async function annotateCopies(
  client: Engine['client'],
  vault: Vault,
  submissions: readonly SubmissionSummary[],
  scratch: string,
): Promise<{ submissionId: string; path: string }[]> {
  const annotated: { submissionId: string; path: string }[] = [];
  for (const { id } of submissions) {
    if (annotated.length === ANNOTATED) break;
    const { documents } = await client.grading.submission({ submissionId: id });
    const pdf = documents.find(({ mediaType, isLocal }) => mediaType === 'application/pdf' && isLocal);
    if (pdf === undefined) continue;
    const path = join(scratch, `${annotated.length + 1}-${pdf.name.replaceAll(/[\\/]/g, '-')}`);
    await writeFile(path, await mark(await readFile(vault.pathOf(pdf.sha256))));
    annotated.push({ submissionId: id, path });
  }
  return annotated;
}

async function mark(bytes: Uint8Array): Promise<Uint8Array> {
  const document = await PDFDocument.load(bytes);
  const font = await document.embedFont(StandardFonts.HelveticaOblique);
  const page = document.getPage(0);
  page.drawText('Vu. Voir mon commentaire.', {
    x: 40,
    y: page.getHeight() - 30,
    size: 12,
    font,
    color: rgb(0.78, 0.2, 0.17),
  });
  return document.save();
}
