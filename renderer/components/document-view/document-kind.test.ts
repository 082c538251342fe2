import { expect, test } from 'vitest';
import { documentKind, extensionOf, fileType } from './document-kind.ts';

test.each([
  ['application/pdf', 'copie', 'pdf'],
  ['application/pdf; charset=binary', 'copie.bin', 'pdf'],
  ['image/jpeg', 'photo.jpg', 'image'],
  ['image/svg+xml', 'figure.svg', 'image'],
  ['image/heic', 'photo.heic', 'other'],
  ['text/plain', 'notes', 'text'],
  ['text/html', 'page.html', 'text'],
  ['application/octet-stream', 'copie.PDF', 'pdf'],
  ['application/octet-stream', 'programme.py', 'text'],
  ['', 'programme.py', 'text'],
  ['application/octet-stream', 'inconnu', 'other'],
  ['application/vnd.oasis.opendocument.text', 'copie.odt', 'written'],
  ['', 'copie.docx', 'written'],
  ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'notes.xlsx', 'written'],
  ['application/vnd.openxmlformats-officedocument.presentationml.presentation', 'cours.pptx', 'written'],
  ['application/vnd.oasis.opendocument.presentation', 'cours.odp', 'written'],
  ['', 'notes.ods', 'written'],
  ['application/vnd.ms-excel', 'notes.xls', 'other'],
  ['application/vnd.ms-word.document.macroenabled.12', 'copie.docm', 'other'],
  // The type wins over a name that promises a text: an archive is not shown as letters.
  ['application/zip', 'notes.txt', 'other'],
  ['audio/mpeg', 'oral.mp3', 'audio'],
  ['application/octet-stream', 'oral.wav', 'audio'],
  ['', 'experience.MP4', 'video'],
  ['video/mp4', 'experience.mp4', 'video'],
  ['video/x-matroska', 'film.mkv', 'other'],
] as const)('a document of type "%s" named "%s" is shown as %s', (mediaType, name, kind) => {
  expect(documentKind({ mediaType, name })).toBe(kind);
});

test.each([
  ['copie.docx', 'application/octet-stream', 'word'],
  ['notes.ods', 'application/vnd.oasis.opendocument.spreadsheet', 'sheet'],
  ['oral.m4a', 'audio/mp4', 'audio'],
  ['film', 'video/mp4', 'video'],
  ['photo.heic', 'image/heic', 'image'],
  ['sans-nom', 'application/x-unknown', 'file'],
] as const)('%s is said to be of type %s → %s', (name, mediaType, type) => {
  expect(fileType({ name, mediaType })).toBe(type);
});

test('an extension is read in lower case, and a hidden folder has none', () => {
  expect(extensionOf('Copie.Finale.PDF')).toBe('pdf');
  expect(extensionOf('dossier.v2/copie')).toBe('');
});
