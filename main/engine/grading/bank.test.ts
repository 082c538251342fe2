import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readBank, writeBank } from './bank-csv.ts';
import { foldSentence, proposeSentences, sentencesOf, withoutFirstName } from './bank-rules.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

const cell = fc.string({
  unit: fc.constantFrom('a', 'é', ' ', '"', ';', ',', '\n', '\t', '{', '!'),
  maxLength: 30,
});
const tag = fc.string({ unit: fc.constantFrom('a', 'é', ' ', '"', ';'), minLength: 1, maxLength: 12 });
const comment = fc.record({
  text: cell.map((text) => text.trim()).filter((text) => text !== ''),
  folder: cell.map((folder) => folder.trim()),
  tags: fc.uniqueArray(tag.map((one) => one.trim()).filter(Boolean), { maxLength: 4 }),
});

test('a bank that was written is read as it was, whatever is in its cells', () => {
  fc.assert(
    fc.property(fc.array(comment, { maxLength: 12 }), (comments) => {
      expect(readBank(writeBank(comments))).toEqual(comments);
    }),
  );
});

test('commas, tabs, English names and the encoding of a French Excel are read', () => {
  expect(readBank(bytes('text,tags\n"Bien, très bien.","a, b"\n'))).toEqual([
    { text: 'Bien, très bien.', folder: '', tags: ['a', 'b'] },
  ]);
  expect(readBank(bytes('Dossier\tAppréciation\r\nOral\tÀ revoir.'))).toEqual([
    { text: 'À revoir.', folder: 'Oral', tags: [] },
  ]);
  const windows = Uint8Array.from(
    [...'appr']
      .map((sign) => sign.charCodeAt(0))
      .concat(
        [0xe9],
        [...'ciation\n'].map((sign) => sign.charCodeAt(0)),
        [0xc9, 0x74, 0xe9],
      ),
  );
  expect(readBank(windows)).toEqual([{ text: 'Été', folder: '', tags: [] }]);
});

test('what has no column of comments, or too many lines, is no bank', () => {
  expect(readBank(bytes('nom;note\nZoé;12\n'))).toBeNull();
  expect(readBank(bytes(''))).toBeNull();
  expect(readBank(bytes(`text\n${'x\n'.repeat(5001)}`))).toBeNull();
  expect(readBank(bytes(`text\n${'x\n'.repeat(5000)}`))).toHaveLength(5000);
});

test('a comment is cut into its sentences; short ones are not worth a bank', () => {
  expect(sentencesOf('Bien. Le raisonnement est juste !\nSoignez les figures')).toEqual([
    'Le raisonnement est juste !',
    'Soignez les figures',
  ]);
});

test('a first name becomes a variable, but not inside another word', () => {
  expect(withoutFirstName('Anne, Annette et Marie-Anne : bravo Anne.', 'Anne')).toBe(
    '{prénom}, Annette et Marie-Anne : bravo {prénom}.',
  );
  expect(withoutFirstName('Jean (J.) progresse', 'Jean (J.)')).toBe('{prénom} progresse');
  expect(withoutFirstName('Rien', '')).toBe('Rien');
});

test('a sentence is proposed from the third copy on, with each first name taken out, unless it is known', () => {
  const typed = ['Zoé', 'Léo', 'Anaïs'].map((firstName) => ({
    firstName,
    text: `${firstName} progresse nettement.  Soignez les figures !`,
  }));
  expect(proposeSentences(typed.slice(0, 2), new Set())).toEqual([]);
  expect(proposeSentences(typed, new Set())).toEqual([
    { text: 'Soignez les figures !', count: 3 },
    { text: '{prénom} progresse nettement.', count: 3 },
  ]);
  const known = new Set([foldSentence('soignez LES  figures !')]);
  expect(proposeSentences(typed, known)).toEqual([{ text: '{prénom} progresse nettement.', count: 3 }]);
});

test('a sentence typed three times on one copy counts once', () => {
  const text = 'Soignez les figures ! Soignez les figures ! Soignez les figures !';
  expect(proposeSentences([{ firstName: 'Zoé', text }], new Set())).toEqual([]);
});
