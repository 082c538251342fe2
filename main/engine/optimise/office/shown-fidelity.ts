import { readImageHeader } from '../image/image-header.ts';
import type { DocumentKind } from '../kinds.ts';
import type { Fidelity } from '../preset.ts';
import type { ShownSize, TextOf } from './package-format.ts';
import { attributeOf, findTags } from './xml-tags.ts';

const EMU_PER_INCH = 914_400;

/** LibreOffice's slides, 28 cm wide. */
const USUAL_SLIDE_INCHES = 11;

/** Nobody notices the bytes of a picture this small, and somebody may enlarge it one day. */
const SMALLEST_LONG_EDGE = 256;

/** Fine patterns that fare badly at one size may do well at another. */
const SECOND_TRY = 1.3;

/** What tells how wide the slides of a presentation are. */
export interface SlideWidth {
  readonly kind: DocumentKind;
  readonly textOf: TextOf;
}

/**
 * What a picture may lose: where it is shown at a known size, as much as is not seen there; then, in case that fails,
 * and where nothing is known, as much as one on its own.
 */
export async function fidelitiesFor(
  bytes: Buffer,
  fidelity: Fidelity,
  shown: ShownSize | undefined,
  slides: SlideWidth,
): Promise<readonly Fidelity[]> {
  // Writing on a page may be smaller than on a photograph of it.
  const likenessFloor = Math.max(fidelity.likenessFloor, fidelity.pageLikenessFloor);
  const alone = { ...fidelity, likenessFloor };
  const header =
    shown === undefined || !fidelity.mayChangePixels
      ? undefined
      : await readImageHeader(bytes).catch(() => undefined);
  if (shown === undefined || header === undefined) return [alone];
  const { width, height } = header.autoOrient;
  const dpi = Math.max(fidelity.pageDpi, slideDpi(fidelity, slides));
  const scale = dpi * Math.max(shown.width / width, shown.height / height);
  const edge = Math.max(SMALLEST_LONG_EDGE, Math.ceil(scale * Math.max(width, height)));
  return edge < Math.min(fidelity.longEdgePixels, Math.max(width, height))
    ? [edge, Math.ceil(edge * SECOND_TRY)]
        .map((longEdgePixels) => ({ ...alone, longEdgePixels }))
        .concat(alone)
    : [alone];
}

/** Slides are shown as large as a screen, whatever their measure in centimetres. */
function slideDpi({ longEdgePixels }: Fidelity, { kind, textOf }: SlideWidth): number {
  if (kind === 'odp') return longEdgePixels / USUAL_SLIDE_INCHES;
  if (kind !== 'pptx') return 0;
  const [size = ''] = findTags(textOf('ppt/presentation.xml'), 'sldSz');
  const inches = Number(attributeOf(size, 'cx') ?? 0) / EMU_PER_INCH;
  return longEdgePixels / (inches > 0 ? inches : USUAL_SLIDE_INCHES);
}
