import { writeFile } from 'node:fs/promises';
import type { ErasedCounts, ErasureProof } from '../../../../preload/contract/erasure.ts';
import { replaceChosenFile } from '../../policies/chosen-files.ts';
import type { Erasable } from './erasable.ts';
import { proofOf } from './erasures.ts';
import { PROOF_WORDS, type ProofWords } from './proof-words.ts';

/**
 * Writes the proof of an erasure as a text that anybody can read. It names nobody.
 *
 * @throws CartableError `store/not-found`, `policy/folder-not-allowed`, `store/disk-full`, `library/folder-unwritable`
 */
export async function writeProof(
  workspace: Erasable,
  { erasureId, path, language }: { erasureId: string; path: string; language: 'fr' | 'en' },
): Promise<{ sizeBytes: number }> {
  const proof = proofOf(workspace, erasureId);
  const text = describeProof(proof, PROOF_WORDS[language], workspace.account.timezone);
  const bytes = Buffer.from(text);
  await replaceChosenFile(workspace.domain, path, (draft) =>
    writeFile(draft, bytes, { flag: 'wx', mode: 0o600 }),
  );
  return { sizeBytes: bytes.byteLength };
}

function describeProof(proof: ErasureProof, words: ProofWords, timeZone: string): string {
  const when = new Intl.DateTimeFormat(words.locale, { dateStyle: 'long', timeStyle: 'medium', timeZone });
  const sizes = new Intl.NumberFormat(words.locale);
  const says = (label: string, value: string) =>
    words.locale === 'fr-FR' ? `${label} : ${value}` : `${label}: ${value}`;
  const counts = (Object.keys(words.counts) as (keyof ErasedCounts)[]).map((name) =>
    says(words.counts[name], sizes.format(proof.counts[name])),
  );
  return [
    words.title,
    '',
    proof.yearLabel === null ? words.student : words.year(proof.yearLabel),
    ...(proof.askedBy === 'school' ? [words.school] : []),
    says(words.number, proof.id),
    says(words.erasedAt, when.format(proof.erasedAt)),
    proof.finishedAt === null ? words.unfinished : says(words.finishedAt, when.format(proof.finishedAt)),
    '',
    ...counts,
    '',
    ...words.done,
    '',
    ...words.left,
    '',
  ].join('\n');
}
