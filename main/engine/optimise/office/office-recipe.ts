import { type DocumentKind, extensionOf } from '../kinds.ts';
import type { Fidelity } from '../preset.ts';
import type { Allowance, Recipe, RecipeResult, RecipeSource, Rendition } from '../recipe.ts';
import { sniffBytes } from '../sniff.ts';
import { isArchive, type RecipeOf, recompressMember } from '../zip/member-recipe.ts';
import type { ZipArchive } from '../zip/read-zip.ts';
import { type OpenArchive, rewriteArchive } from '../zip/rewrite-archive.ts';
import { isUnpackable, unpack } from '../zip/unpack.ts';
import { writeZip } from '../zip/write-zip.ts';
import { isFolder, type ZipEntry } from '../zip/zip-entry.ts';
import { MANIFEST, openOdf } from './odf.ts';
import { openOoxml } from './ooxml.ts';
import type { PackageFormat, TextOf } from './package-format.ts';
import { planParts, type TreatedPart } from './plan-parts.ts';
import { protectionOf } from './protection.ts';
import { isSamePackage } from './same-package.ts';
import { fidelitiesFor, type SlideWidth } from './shown-fidelity.ts';
import { xmlText } from './xml-tags.ts';

/** Pictures that are worth looking at; drawings of lines (EMF, WMF, SVG) are packed like text. */
const PICTURES: ReadonlySet<DocumentKind> = new Set([
  'jpeg',
  'png',
  'gif',
  'tiff',
  'bmp',
  'webp',
  'heic',
  'avif',
]);

/** Packed by their own formats. */
const PACKED: ReadonlySet<DocumentKind> = new Set([...PICTURES, 'audio', 'video']);

/**
 * Word, PowerPoint, Excel and LibreOffice files: pictures brought to the size at which they are shown, all packed anew.
 *
 * Text, styles, formulas, comments, properties (the author's name is the teacher's own) stay to the byte. What names a
 * picture changes only when the picture becomes one of another kind, or when two pictures are one and the same.
 */
export function officeRecipe(recipeOf: RecipeOf): Recipe {
  return {
    name: 'office',
    kinds: ['docx', 'pptx', 'xlsx', 'odt', 'odp', 'ods'],
    optimise: (source) => rewriteArchive(source, (open) => rewrite(source, recipeOf, open)),
  };
}

async function rewrite(
  source: RecipeSource,
  recipeOf: RecipeOf,
  { archive, allowance }: OpenArchive,
): Promise<RecipeResult> {
  const textOf = readerOf(archive);
  const names = archive.entries.map(({ name }) => name);
  const protection = protectionOf(names, textOf(MANIFEST));
  if (protection !== undefined) return { kept: protection };
  const open = /^od/.test(source.kind) ? openOdf : openOoxml;
  const format = open(names, textOf);
  const parts = await treatParts({ archive, format, source, allowance, recipeOf, textOf });
  const { members, renamed } = planParts(archive, format, parts);
  const likeness = Math.min(...parts.map((part) => part.likeness ?? Number.POSITIVE_INFINITY));
  const rendition = {
    kind: source.kind,
    parts: writeZip(members, archive.comment),
    ...(Number.isFinite(likeness) ? { likeness } : {}),
  };
  const isSame = isSamePackage({
    before: archive,
    after: Buffer.concat(rendition.parts),
    renamed,
    open,
    format,
  });
  return isSame ? { rendition } : { kept: 'not-proven' };
}

/** Reads members as text, once each. Those that are too large to be text of a document are empty. */
function readerOf({ entries }: ZipArchive): TextOf {
  const byName = new Map(entries.map((entry) => [entry.name, entry]));
  const texts = new Map<string, string>();
  return (name) => {
    const entry = byName.get(name);
    const text =
      texts.get(name) ?? (entry !== undefined && isUnpackable(entry) ? xmlText(unpack(entry)) : '');
    texts.set(name, text);
    return text;
  };
}

interface Treatment {
  readonly archive: ZipArchive;
  readonly format: PackageFormat;
  readonly source: RecipeSource;
  readonly allowance: Allowance;
  readonly recipeOf: RecipeOf;
  readonly textOf: TextOf;
}

async function treatParts(treatment: Treatment): Promise<readonly TreatedPart[]> {
  const { archive, source, format } = treatment;
  const thumbnails = new Set(format.thumbnails);
  const slides = { textOf: treatment.textOf, kind: source.kind };
  const parts: TreatedPart[] = [];
  let bytesDone = 0;
  for (const entry of archive.entries) {
    if (!thumbnails.has(entry.name)) {
      parts.push(await treatPart(entry, treatment, slides, () => source.reportProgress(bytesDone)));
    }
    bytesDone += entry.packed.length;
    source.reportProgress(bytesDone);
  }
  return parts;
}

async function treatPart(
  entry: ZipEntry,
  { format, source, allowance, recipeOf }: Treatment,
  slides: SlideWidth,
  reportProgress: () => void,
): Promise<TreatedPart> {
  if (isFolder(entry) || !isUnpackable(entry)) return { entry };
  const content = unpack(entry);
  // Read by everybody in its place, in the clear.
  if (entry.name === 'mimetype') return { entry, content, mustBeStored: true };
  const kind = sniffBytes(content);
  const asItIs = PACKED.has(kind) ? { entry, kind } : { entry, kind, content };
  if (!PICTURES.has(kind) && !isArchive(kind)) return asItIs;
  if (kind === 'zip' && extensionOf(entry.name) !== 'zip') return asItIs;
  const rendition = await (isArchive(kind)
    ? recompressMember(recipeOf, {
        kind,
        bytes: content,
        fidelity: source.fidelity,
        reportProgress,
        allowance: allowance.inside(),
      })
    : recompressPicture(
        recipeOf,
        { kind, bytes: content, reportProgress },
        await fidelitiesFor(content, source.fidelity, format.shownSize(entry.name), slides),
      ));
  if (rendition === undefined) return asItIs;
  const made = Buffer.concat(rendition.parts);
  const { likeness } = rendition;
  if (rendition.kind === kind) return { entry, kind, content: made, likeness };
  const name = format.canRename(entry.name) ? format.nameAs(entry.name, rendition.kind) : undefined;
  return name === undefined ? asItIs : { entry, kind: rendition.kind, content: made, name, likeness };
}

async function recompressPicture(
  recipeOf: RecipeOf,
  picture: Omit<RecipeSource, 'fidelity'>,
  fidelities: readonly Fidelity[],
): Promise<Rendition | undefined> {
  for (const fidelity of fidelities) {
    const rendition = await recompressMember(recipeOf, { ...picture, fidelity });
    // A page of text shows no PDF in a picture's place.
    if (rendition !== undefined && PICTURES.has(rendition.kind)) return rendition;
  }
  return undefined;
}
