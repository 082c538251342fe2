import type { Reference, ShownSize, TextOf } from './package-format.ts';
import { attributeOf, count, findTags } from './xml-tags.ts';

/** English Metric Units, in which Office measures. */
const EMU_PER_INCH = 914_400;

/** Parts of a crop are given in thousandths of a percent. */
const WHOLE = 100_000;

/**
 * How large each picture is shown, where that is certain: alone in a drawing of a text, or by itself on a slide.
 *
 * One with any other use (a background, a fill, a group that scales it, an old drawing) is not in the map. Neither are
 * those of sheets, whose sizes follow the cells.
 */
export function shownInDrawings(
  relationships: ReadonlyMap<string, readonly Reference[]>,
  textOf: TextOf,
): ReadonlyMap<string, ShownSize> {
  const shown = new Map<string, ShownSize>();
  const unknown = new Set<string>();
  for (const [relsName, references] of relationships) {
    const images = references.filter(({ type }) => type.endsWith('/image'));
    if (images.length === 0) continue;
    const text = textOf(relsName.replace(/(^|\/)_rels\/([^/]*)\.rels$/, '$1$2'));
    const sizes = sizesIn(text);
    for (const { id, target } of images) {
      const known = sizes.get(id);
      if (known === undefined || known.uses !== count(text, `"${id}"`)) unknown.add(target);
      else shown.set(target, largest(shown.get(target), known));
    }
  }
  for (const target of unknown) shown.delete(target);
  return shown;
}

interface KnownUses extends ShownSize {
  readonly uses: number;
}

function sizesIn(text: string): ReadonlyMap<string, KnownUses> {
  const sizes = new Map<string, KnownUses>();
  if (findTags(text, 'grpSp|wgp|graphicFrame').length > 0) return sizes;
  for (const [drawing] of text.matchAll(/<(w:drawing|p:pic)[\s>].*?<\/\1>/gs)) {
    const [blip, ...others] = findTags(drawing, 'blip');
    const id = blip === undefined ? undefined : attributeOf(blip, 'embed');
    const size = sizeOfDrawing(drawing);
    if (id === undefined || others.length > 0 || size === undefined) continue;
    const known = sizes.get(id);
    sizes.set(id, { ...largest(known, size), uses: (known?.uses ?? 0) + 1 });
  }
  return sizes;
}

/** The largest of the sizes that a drawing gives itself, enlarged by what is cropped away. */
function sizeOfDrawing(drawing: string): ShownSize | undefined {
  const extents = findTags(drawing, 'ext|extent').map((tag) => ({
    width: Number(attributeOf(tag, 'cx') ?? 0) / EMU_PER_INCH,
    height: Number(attributeOf(tag, 'cy') ?? 0) / EMU_PER_INCH,
  }));
  const { width, height } = extents.reduce(largest, { width: 0, height: 0 });
  const [crop = ''] = findTags(drawing, 'srcRect');
  const seen = (from: string, to: string) =>
    (WHOLE - Number(attributeOf(crop, from) ?? 0) - Number(attributeOf(crop, to) ?? 0)) / WHOLE;
  const size = { width: width / seen('l', 'r'), height: height / seen('t', 'b') };
  return size.width > 0 && size.height > 0 && Number.isFinite(size.width + size.height) ? size : undefined;
}

export function largest(a: ShownSize | undefined, b: ShownSize): ShownSize {
  return { width: Math.max(a?.width ?? 0, b.width), height: Math.max(a?.height ?? 0, b.height) };
}
