import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isMisnamed, keptExtension } from './kinds.ts';
import { sniff, sniffBytes } from './sniff.ts';

const latin1 = (text: string) => Buffer.from(text, 'latin1');

/** A ZIP of stored entries, with its directory. */
function zip(entries: Readonly<Record<string, string>>, comment = ''): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(entries)) {
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt32LE(content.length, 18);
    local.writeUInt32LE(content.length, 22);
    local.writeUInt16LE(name.length, 26);
    const listed = Buffer.alloc(46);
    listed.writeUInt32LE(0x02014b50, 0);
    listed.writeUInt16LE(name.length, 28);
    listed.writeUInt32LE(offset, 42);
    locals.push(local, latin1(name + content));
    directory.push(listed, latin1(name));
    offset += 30 + name.length + content.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(offset, 16);
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([...locals, ...directory, end, latin1(comment)]);
}

describe('a file is what its bytes say', () => {
  it.each([
    ['jpeg', latin1('\xff\xd8\xff\xe1....')],
    ['png', latin1('\x89PNG\r\n\x1a\n....')],
    ['gif', latin1('GIF89a....')],
    ['webp', latin1('RIFF\x10\0\0\0WEBPVP8 ')],
    ['tiff', latin1('II*\0....')],
    ['tiff', latin1('MM\0*....')],
    ['bmp', latin1(`BM${'\0'.repeat(12)}\x28\0\0\0`)],
    ['heic', latin1('\0\0\0\x18ftypheic\0\0\0\0mif1heic')],
    ['heic', latin1('\0\0\0\x18ftypmif1\0\0\0\0mif1heic')],
    ['avif', latin1('\0\0\0\x18ftypavif\0\0\0\0mif1miaf')],
    ['video', latin1('\0\0\0\x18ftypisom\0\0\0\0mp42avc1')],
    ['audio', latin1('\0\0\0\x18ftypM4A \0\0\0\0M4A mp42')],
    ['pdf', latin1('%PDF-1.7\n....')],
    ['pdf', latin1(`${'junk '.repeat(100)}%PDF-1.4`)],
    ['ole', latin1(`\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1${'\0'.repeat(600)}`)],
    [
      'ole-encrypted',
      latin1(`\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1${'\0'.repeat(60)}${[...'EncryptedPackage'].join('\0')}`),
    ],
    ['audio', latin1('ID3\x03....')],
    ['audio', latin1('RIFF\x10\0\0\0WAVEfmt ')],
    ['audio', latin1('OggS....')],
    ['video', latin1('\x1a\x45\xdf\xa3....')],
    ['video', latin1('RIFF\x10\0\0\0AVI LIST')],
    ['text', Buffer.from('Bonjour à tous,\n')],
    ['text', latin1('Bonjour \xe0 tous, \xe9l\xe8ves de seconde')],
    ['text', latin1('\xff\xfeB\0o\0')],
    ['text', Buffer.from('BM est un sigle')],
    ['text', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['unknown', Buffer.alloc(64)],
    ['unknown', latin1('\x7fELF\x02\x01\x01\0')],
    ['empty', Buffer.alloc(0)],
  ])('%s', (kind, bytes) => {
    expect(sniffBytes(bytes)).toBe(kind);
  });

  it.each([
    ['docx', { '[Content_Types].xml': '<Types/>', 'word/document.xml': '<w/>' }],
    ['pptx', { '[Content_Types].xml': '<Types/>', 'ppt/presentation.xml': '<p/>' }],
    ['xlsx', { 'xl/workbook.xml': '<x/>', '[Content_Types].xml': '<Types/>' }],
    ['odt', { mimetype: 'application/vnd.oasis.opendocument.text', 'content.xml': '<o/>' }],
    ['odp', { mimetype: 'application/vnd.oasis.opendocument.presentation' }],
    ['ods', { mimetype: 'application/vnd.oasis.opendocument.spreadsheet' }],
    ['zip', { mimetype: 'application/epub+zip' }],
    ['zip', { 'word/document.xml': 'a folder called word' }],
    ['zip', {}],
  ] as const)('%s, by what the archive holds', (kind, entries) => {
    expect(sniffBytes(zip(entries))).toBe(kind);
    expect(sniffBytes(zip(entries, 'with a comment behind'))).toBe(kind);
  });

  it('even if only its two ends are known', () => {
    const bytes = zip({
      'media/photo.jpg': 'x'.repeat(5000),
      '[Content_Types].xml': '<Types/>',
      'ppt/presentation.xml': '<p/>',
    });
    expect(
      sniff({ head: bytes.subarray(0, 1000), tail: bytes.subarray(-1000), sizeBytes: bytes.length }),
    ).toBe('pptx');
  });

  it('and it always is something', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => typeof sniffBytes(bytes) === 'string'),
    );
  });
});

describe('a name that promises something else', () => {
  it('is broken by a web page, noise or an archive in place of a document', () => {
    expect(isMisnamed('devoir.pdf', 'text')).toBe(true);
    expect(isMisnamed('photo.JPG', 'unknown')).toBe(true);
    expect(isMisnamed('copie.docx', 'zip')).toBe(true);
  });

  it('is forgiven to a document of another kind, and to what is loosely named by habit', () => {
    expect(isMisnamed('devoir.pdf', 'jpeg')).toBe(false);
    expect(isMisnamed('lettre.doc', 'text')).toBe(false);
    expect(isMisnamed('archive.zip', 'docx')).toBe(false);
    expect(isMisnamed('sans extension', 'unknown')).toBe(false);
  });

  it('is set right when the file goes as it is', () => {
    expect(keptExtension('photo.jpeg', 'jpeg')).toBe('jpeg');
    expect(keptExtension('photo.png', 'jpeg')).toBe('jpg');
    expect(keptExtension('film.mkv', 'video')).toBe('mkv');
    expect(keptExtension('sans extension', 'pdf')).toBe('pdf');
    expect(keptExtension('sans extension', 'text')).toBe('');
  });
});
