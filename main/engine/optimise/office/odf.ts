import { type DocumentKind, extensionOf, KIND_FACTS } from '../kinds.ts';
import { largest } from './ooxml-placements.ts';
import type { PackageFormat, PartChange, ShownSize, TextOf } from './package-format.ts';
import { attributeOf, count, findTags, tagPattern, withAttribute, xmlBytes } from './xml-tags.ts';

export const MANIFEST = 'META-INF/manifest.xml';
const THUMBNAIL = 'Thumbnails/thumbnail.png';

/** Where the pictures of the document itself are named; objects inside it name theirs from their own folders. */
const BODIES = ['content.xml', 'styles.xml'] as const;

const NAMING_TAGS = '[\\w-]+';

/** LibreOffice's files: the bodies name pictures by their paths, the manifest says what each member is. */
export function openOdf(names: readonly string[], textOf: TextOf): PackageFormat {
  const all = new Set(names);
  const manifest = textOf(MANIFEST);
  /** Members by path, and whether their tag stands alone, so that it can leave. */
  const listed = new Map(
    findTags(manifest, 'file-entry').map((tag) => [attributeOf(tag, 'full-path') ?? '', tag.endsWith('/>')]),
  );
  const bodies = BODIES.map(textOf);
  const others = names.filter(
    (name) => name.endsWith('.xml') && name !== MANIFEST && !BODIES.some((one) => one === name),
  );
  const otherText = others.map(textOf).join('\n');
  const namings = namingsIn(bodies);
  const canRename = (name: string) =>
    /^Pictures\/[\w.-]+$/.test(name) &&
    listed.get(name) === true &&
    namings.get(name) === bodies.reduce((sum, body) => sum + count(body, name), 0) &&
    !otherText.includes(name);
  const shown = shownInFrames(bodies, namings);
  return {
    shownSize: (name): ShownSize | undefined => shown.get(name),
    canRename,
    nameAs(name, kind) {
      const base = name.slice(0, name.length - extensionOf(name).length);
      const renamed = `${base}${KIND_FACTS[kind].extension}`;
      return base.endsWith('.') && !all.has(renamed) ? renamed : undefined;
    },
    thumbnails: all.has(THUMBNAIL) && listed.get(THUMBNAIL) === true ? [THUMBNAIL] : [],
    edit: (changes, dropped) => edit(textOf, changes, dropped),
    danglingReferences: [...namings.keys()].filter((name) => !all.has(name)).length,
  };
}

/** How often each member is named by a tag, as `Pictures/a.png` or `./Pictures/a.png`. */
function namingsIn(bodies: readonly string[]): ReadonlyMap<string, number> {
  const namings = new Map<string, number>();
  for (const tag of bodies.flatMap((body) => findTags(body, NAMING_TAGS))) {
    const name = pictureNamedBy(tag);
    if (name !== undefined) namings.set(name, (namings.get(name) ?? 0) + 1);
  }
  return namings;
}

function pictureNamedBy(tag: string): string | undefined {
  const name = tag.includes('Pictures/') ? attributeOf(tag, 'href')?.replace(/^\.\//, '') : undefined;
  return name?.startsWith('Pictures/') ? name : undefined;
}

/** Pictures that are only shown in frames of a known size; none if anything is cropped, which another place tells. */
function shownInFrames(
  bodies: readonly string[],
  namings: ReadonlyMap<string, number>,
): ReadonlyMap<string, ShownSize> {
  const shown = new Map<string, ShownSize & { readonly uses: number }>();
  if (bodies.some((body) => findTags(body, 'graphic-properties').some(isCropped))) return shown;
  for (const body of bodies) {
    for (const [frame] of body.matchAll(
      /<draw:frame[\s>](?:[^"'>]|"[^"]*"|'[^']*')*>\s*<draw:image\s[^>]*>/g,
    )) {
      const name = pictureNamedBy(frame.slice(frame.lastIndexOf('<')));
      const [tag = ''] = findTags(frame, 'frame');
      const size = sizeOfFrame(tag);
      if (name === undefined || size === undefined) continue;
      const known = shown.get(name);
      shown.set(name, { ...largest(known, size), uses: (known?.uses ?? 0) + 1 });
    }
  }
  for (const [name, { uses }] of shown) if (uses !== namings.get(name)) shown.delete(name);
  return shown;
}

function isCropped(tag: string): boolean {
  return /[1-9]/.test(attributeOf(tag, 'clip') ?? '');
}

const PER_INCH: Readonly<Record<string, number>> = { in: 1, cm: 2.54, mm: 25.4, pt: 72, pc: 6, px: 96 };

function sizeOfFrame(tag: string): ShownSize | undefined {
  if (/scale|rel-width|rel-height/.test(tag)) return undefined;
  const inches = (attribute: string) => {
    const [, value, unit = ''] =
      /^([\d.]+)(in|cm|mm|pt|pc|px)$/.exec(attributeOf(tag, attribute) ?? '') ?? [];
    return Number(value) / (PER_INCH[unit] ?? 0);
  };
  const size = { width: inches('width'), height: inches('height') };
  return size.width > 0 && size.height > 0 && Number.isFinite(size.width + size.height) ? size : undefined;
}

function edit(
  textOf: TextOf,
  changes: ReadonlyMap<string, PartChange>,
  dropped: ReadonlySet<string>,
): ReadonlyMap<string, Buffer> {
  const edited = new Map<string, Buffer>();
  if (changes.size === 0 && dropped.size === 0) return edited;
  for (const name of BODIES) {
    const before = textOf(name);
    const after = before.replace(tagPattern(NAMING_TAGS), (tag) => {
      const change = changes.get(pictureNamedBy(tag) ?? '');
      if (change === undefined) return tag;
      const renamed = withAttribute(tag, 'href', change.name);
      return withAttribute(renamed, 'mime-type', mediaTypeOf(change.kind));
    });
    if (after !== before) edited.set(name, xmlBytes(after));
  }
  const kept = new Set<string>();
  const manifest = textOf(MANIFEST).replace(tagPattern('file-entry'), (tag) => {
    const path = attributeOf(tag, 'full-path') ?? '';
    const change = changes.get(path);
    const name = change?.name ?? path;
    // Two parts that became one are listed once.
    if (dropped.has(path) || kept.has(name)) return '';
    kept.add(name);
    if (change === undefined) return tag;
    return withAttribute(withAttribute(tag, 'full-path', name), 'media-type', mediaTypeOf(change.kind));
  });
  edited.set(MANIFEST, xmlBytes(manifest));
  return edited;
}

function mediaTypeOf(kind: DocumentKind): string {
  return KIND_FACTS[kind].mediaType;
}
