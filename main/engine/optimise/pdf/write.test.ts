import fc from 'fast-check';
import {
  PDFArray,
  PDFBool,
  PDFContext,
  PDFDict,
  PDFHexString,
  PDFNull,
  PDFNumber,
  type PDFObject,
  PDFRawStream,
  PDFString,
} from 'pdf-lib';
import { describe, expect, it } from 'vitest';
import { PdfIrregularity } from './irregularity.ts';
import { loadPdf, openPdf, type PdfDocument } from './load.ts';
import { nameOf } from './names.ts';
import { pagesOf } from './pages.ts';
import { isSameDocument } from './verify.ts';
import { writePdf } from './write.ts';

const NO_PROMISE = { isPromised: false, allowsObjectStreams: true };

/** A document of one empty page; `change` may add to it before it is taken as it is. */
function documentWith(
  change: (context: PDFContext, catalog: PDFDict, page: PDFDict) => void = () => undefined,
): PdfDocument {
  const context = PDFContext.create();
  const pages = context.nextRef();
  const page = context.obj({ Type: 'Page', Parent: pages, MediaBox: [0, 0, 595, 842] });
  context.assign(pages, context.obj({ Type: 'Pages', Count: 1, Kids: [context.register(page)] }));
  const catalog = context.obj({ Type: 'Catalog', Pages: pages });
  const root = context.register(catalog);
  change(context, catalog, page);
  return { context, catalog, root, info: undefined, id: undefined, version: '1.4' };
}

const reload = (document: PdfDocument, objectStreams = true) =>
  loadPdf(openPdf({ bytes: Buffer.concat(writePdf(document, { objectStreams })) }));

const isSame = (before: PdfDocument, after: PdfDocument) =>
  isSameDocument({
    before,
    after,
    images: new Set(),
    contents: new Map(),
    fonts: new Map(),
    promise: NO_PROMISE,
  });

/** Any object that a document may hold, strings and names with every byte that they allow. */
const anyObject = (context: PDFContext): fc.Arbitrary<PDFObject> =>
  fc.letrec<{ object: PDFObject; leaf: PDFObject }>((tie) => ({
    leaf: fc.oneof(
      fc.constantFrom<PDFObject>(PDFNull, PDFBool.True, PDFBool.False),
      fc
        .double({ min: -1e6, max: 1e6, noNaN: true })
        .map((value) => PDFNumber.of(Math.round(value * 1e4) / 1e4)),
      fc.integer().map((value) => PDFNumber.of(value)),
      fc.uint8Array({ maxLength: 12 }).map((bytes) => PDFHexString.of(Buffer.from(bytes).toString('hex'))),
      fc.uint8Array({ maxLength: 12 }).map((bytes) =>
        PDFString.of(
          Buffer.from(bytes)
            .toString('latin1')
            .replace(/[\\()]/g, '\\$&'),
        ),
      ),
      fc.uint8Array({ minLength: 1, maxLength: 8 }).map((bytes) =>
        nameOf(
          Buffer.from(bytes.map((byte) => byte || 1))
            .toString('latin1')
            .replace(/#/g, '#23'),
        ),
      ),
    ),
    object: fc.oneof(
      { maxDepth: 4 },
      tie('leaf'),
      fc.array(tie('object'), { maxLength: 5 }).map((values) => {
        const array = PDFArray.withContext(context);
        for (const value of values) array.push(value);
        return array;
      }),
      fc
        .array(fc.tuple(fc.string({ minLength: 1, maxLength: 6 }), tie('object')), { maxLength: 5 })
        .map((entries) => {
          const dict = PDFDict.withContext(context);
          for (const [key, value] of entries) dict.set(nameOf(key.replace(/[^a-zA-Z]/g, 'x')), value);
          return dict;
        }),
    ),
  })).object;

describe('a document that is written', () => {
  it('reads back as itself, whatever it holds, packed or not', () => {
    const context = PDFContext.create();
    fc.assert(
      fc.property(fc.array(anyObject(context), { maxLength: 6 }), fc.boolean(), (objects, objectStreams) => {
        const document = documentWith((own, catalog) => {
          const references = objects.map((object) => own.register(object));
          catalog.set(nameOf('Extra'), own.obj([...references, ...objects]));
        });
        expect(isSame(document, reload(document, objectStreams))).toBe(true);
      }),
    );
  });

  it.each([256, 257, 2500])(
    'finds every one of %i objects and more, however many one stream holds',
    (count) => {
      const document = documentWith((context, catalog) => {
        const values = Array.from({ length: count }, (_, at) => context.register(context.obj({ At: at })));
        catalog.set(nameOf('Extra'), context.obj(values));
      });
      expect(isSame(document, reload(document))).toBe(true);
    },
  );

  it('keeps references that lead in circles, and makes null of those that lead nowhere', () => {
    const document = documentWith((context, catalog) => {
      const one = context.nextRef();
      context.assign(one, context.obj({ Self: one, Lost: context.nextRef() }));
      catalog.set(nameOf('Circle'), one);
    });
    const circle = reload(document).catalog.lookup(nameOf('Circle'), PDFDict);
    expect(circle.lookup(nameOf('Self'))).toBe(circle);
    expect(circle.get(nameOf('Lost'), true)).toBe(PDFNull);
  });

  it('reads back as itself when it has more objects than one object stream takes', () => {
    const document = documentWith((context, catalog) => {
      const many = Array.from({ length: 700 }, (_, index) => context.register(context.obj({ Index: index })));
      catalog.set(nameOf('Many'), context.obj(many));
    });
    expect(isSame(document, reload(document))).toBe(true);
  });

  it('says that it is of the version that its packing needs', () => {
    expect(reload(documentWith()).version).toBe('1.5');
    expect(reload(documentWith(), false).version).toBe('1.4');
  });
});

describe('the comparison of a rendition with its original', () => {
  const stream = (context: PDFContext, text: string, facts = {}) =>
    context.register(PDFRawStream.of(context.obj(facts), Buffer.from(text)));
  const original = () =>
    documentWith((context, catalog, page) => {
      page.set(nameOf('Contents'), stream(context, 'BT (bonjour) Tj ET'));
      page.set(nameOf('Annots'), context.obj([context.register(context.obj({ Subtype: 'Link' }))]));
      catalog.set(nameOf('Lang'), PDFString.of('fr'));
      catalog.set(nameOf('Metadata'), stream(context, '<x/>', { Type: 'Metadata' }));
    });
  const changes: Readonly<Record<string, (document: PdfDocument, page: PDFDict) => void>> = {
    'a page that is missing': ({ catalog }) =>
      catalog.lookup(nameOf('Pages'), PDFDict).lookup(nameOf('Kids'), PDFArray).remove(0),
    'a page of another size': ({ context }, page) =>
      page.set(nameOf('MediaBox'), context.obj([0, 0, 595, 841])),
    'a page that was turned': (_, page) => page.set(nameOf('Rotate'), PDFNumber.of(90)),
    'other words': ({ context }, page) => page.set(nameOf('Contents'), stream(context, 'BT (bonsoir) Tj ET')),
    'a link that is gone': (_, page) => page.delete(nameOf('Annots')),
    'a language that is gone': ({ catalog }) => catalog.delete(nameOf('Lang')),
    'something that was not there': ({ catalog }) => catalog.set(nameOf('OpenAction'), PDFBool.True),
  };

  it.each(Object.keys(changes))('sees %s', (change) => {
    const changed = original();
    const [page] = [
      changed.catalog.lookup(nameOf('Pages'), PDFDict).lookup(nameOf('Kids'), PDFArray).lookup(0, PDFDict),
    ];
    changes[change]?.(changed, page as PDFDict);
    const verdict = () => isSame(original(), changed);
    if (change === 'a page that is missing') expect(verdict).toThrow(PdfIrregularity);
    else expect(verdict()).toBe(false);
  });

  it('accepts personal metadata that is gone, unless it is part of a promise', () => {
    const scrubbed = original();
    scrubbed.catalog.delete(nameOf('Metadata'));
    expect(isSame(original(), scrubbed)).toBe(true);
    const promise = { isPromised: true, allowsObjectStreams: false };
    expect(
      isSameDocument({
        before: original(),
        after: scrubbed,
        images: new Set(),
        contents: new Map(),
        fonts: new Map(),
        promise,
      }),
    ).toBe(false);
  });
});

describe('a page', () => {
  it('takes from its ancestors what it does not say itself', () => {
    const document = documentWith((context, catalog, page) => {
      page.delete(nameOf('MediaBox'));
      const pages = catalog.lookup(nameOf('Pages'), PDFDict);
      pages.set(nameOf('MediaBox'), context.obj([0, 0, 100, 200]));
      pages.set(nameOf('Rotate'), PDFNumber.of(90));
    });
    expect(pagesOf(document)[0]).toMatchObject({ widthPoints: 100, heightPoints: 200 });
  });
});
