import { PDFContext, type PDFDict, PDFRawStream, type PDFRef } from 'pdf-lib';
import { expect, it } from 'vitest';
import { nameOf } from './names.ts';
import { pagesOf } from './pages.ts';
import { findPlacements } from './placements.ts';

interface Drawing {
  readonly content: string;
  readonly mediaBox?: readonly [number, number, number, number];
  /** Adds to the page's resources what the content uses besides the image, `/Im`. */
  readonly add?: (context: PDFContext, resources: PDFDict, image: PDFRef) => void;
}

/** Where the one image of a page comes to lie, in points. */
function placementIn({ content, mediaBox = [0, 0, 595, 842], add }: Drawing) {
  const context = PDFContext.create();
  const image = context.register(
    PDFRawStream.of(
      context.obj({ Type: 'XObject', Subtype: 'Image', Width: 10, Height: 10 }),
      Buffer.alloc(9),
    ),
  );
  const resources = context.obj({ XObject: { Im: image } });
  add?.(context, resources, image);
  const pages = context.nextRef();
  const contents = context.register(PDFRawStream.of(context.obj({}), Buffer.from(content, 'latin1')));
  const page = context.register(
    context.obj({
      Type: 'Page',
      Parent: pages,
      MediaBox: [...mediaBox],
      Resources: resources,
      Contents: contents,
    }),
  );
  context.assign(pages, context.obj({ Type: 'Pages', Kids: [page], Count: 1 }));
  const catalog = context.obj({ Type: 'Catalog', Pages: pages });
  const document = {
    context,
    catalog,
    root: context.register(catalog),
    info: undefined,
    id: undefined,
    version: '1.7',
  };
  const found = findPlacements(document, pagesOf(document)).get(image);
  return found && [Math.round(found.widthPoints), Math.round(found.heightPoints)];
}

const form = (context: PDFContext, content: string, facts: Record<string, unknown>) =>
  context.register(
    PDFRawStream.of(
      context.obj({ Type: 'XObject', Subtype: 'Form', ...facts } as Record<string, string>),
      Buffer.from(content),
    ),
  );

it('is read off the transformations that the content applies', () => {
  expect(placementIn({ content: 'q 200 0 0 100 50 60 cm /Im Do Q' })).toEqual([200, 100]);
  expect(
    placementIn({ content: '2 0 0 2 0 0 cm q .5 0 0 .5 0 0 cm Q q 100 0 0 50 0 0 cm /Im Do Q' }),
  ).toEqual([200, 100]);
});

it('does not care how the image is turned, mirrored or clipped', () => {
  expect(placementIn({ content: 'q 0 100 -200 0 300 0 cm /Im Do Q' })).toEqual([100, 200]);
  expect(placementIn({ content: 'q 0 0 9 9 re W n 200 0 0 -100 0 0 cm /Im Do Q' })).toEqual([200, 100]);
});

it('is the largest one, of an image that is shown several times', () => {
  expect(
    placementIn({
      content: 'q 20 0 0 10 0 0 cm /Im Do Q q 300 0 0 150 0 0 cm /Im Do Q q 9 0 0 9 0 0 cm /Im Do Q',
    }),
  ).toEqual([300, 150]);
});

it('is followed through forms', () => {
  const add: Drawing['add'] = (context, resources, image) => {
    const inner = form(context, 'q 10 0 0 10 0 0 cm /Im Do Q', {
      Resources: { XObject: { Im: image } },
      Matrix: [2, 0, 0, 2, 0, 0],
    });
    resources.set(nameOf('XObject'), context.obj({ Fm: inner }));
  };
  expect(placementIn({ content: 'q 5 0 0 5 0 0 cm /Fm Do Q', add })).toEqual([100, 100]);
});

it('is not confused by text, inline images and dictionaries that look like instructions', () => {
  const content =
    'BT (q 9 0 0 9 0 0 cm /Im Do) Tj ET BI /W 4 /H 4 /BPC 8 /CS /G ID \x00EI EI\xff\x01 EI\nQ\n/P <</MCID 0>> BDC q 50 0 0 40 0 0 cm /Im Do Q EMC';
  expect(placementIn({ content })).toEqual([50, 40]);
});

it('is taken on A4 when a page that is one picture is absurdly large, and as it is on a true poster', () => {
  const mediaBox = [0, 0, 3024, 4032] as const;
  expect(placementIn({ content: 'q 3024 0 0 4032 0 0 cm /Im Do Q', mediaBox })).toEqual([632, 842]);
  expect(placementIn({ content: 'q 300 0 0 400 0 0 cm /Im Do Q', mediaBox })).toEqual([300, 400]);
});

it('is unknown when the image is also used where it cannot be followed', () => {
  const add: Drawing['add'] = (context, resources, image) => {
    const pattern = context.obj({ PatternType: 1, Resources: { XObject: { Im: image } } });
    resources.set(
      nameOf('Pattern'),
      context.obj({ P: context.register(PDFRawStream.of(pattern, Buffer.from('/Im Do'))) }),
    );
  };
  expect(placementIn({ content: 'q 20 0 0 10 0 0 cm /Im Do Q', add })).toBeUndefined();
});

it('is unknown when the content cannot be read to its end', () => {
  expect(placementIn({ content: 'q 20 0 0 10 0 0 cm /Im Do Q (never closed' })).toBeUndefined();
  expect(placementIn({ content: 'q 20 0 0 cm /Im Do Q' })).toBeUndefined();
});

it('is unknown when forms multiply each other without end', () => {
  const add: Drawing['add'] = (context, resources, image) => {
    const self = context.nextRef();
    const facts = { Resources: { XObject: { Im: image, Fm: self } } };
    const stream = context.lookup(form(context, '/Im Do /Fm Do /Fm Do', facts)) as PDFRawStream;
    context.assign(self, stream);
    resources.set(nameOf('XObject'), context.obj({ Fm: self }));
  };
  expect(placementIn({ content: '/Fm Do', add })).toBeUndefined();
});
