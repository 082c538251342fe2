import { type DocumentKind, extensionOf, KIND_FACTS } from '../kinds.ts';
import {
  type Allowance,
  DocumentRefusal,
  type Recipe,
  type RecipeResult,
  type RecipeSource,
} from '../recipe.ts';
import { sniffBytes } from '../sniff.ts';
import { isApplicationPackage, isUnsafe } from './member-names.ts';
import { isArchive, type RecipeOf, recompressMember } from './member-recipe.ts';
import type { ZipArchive } from './read-zip.ts';
import { type OpenArchive, rewriteArchive } from './rewrite-archive.ts';
import { isUnpackable, unpack } from './unpack.ts';
import { writeZip, type ZipMember } from './write-zip.ts';
import { isFolder, isSymbolicLink, type ZipEntry } from './zip-entry.ts';

/** Packed by their own formats: another packing around them gains nothing. */
const PACKED_KINDS: ReadonlySet<DocumentKind> = new Set([
  'jpeg',
  'png',
  'webp',
  'gif',
  'heic',
  'avif',
  'audio',
  'video',
]);

/** What names no other file: an archive of nothing else may have its members renamed. */
const ALONE_KINDS: ReadonlySet<DocumentKind> = new Set([
  ...PACKED_KINDS,
  'tiff',
  'bmp',
  'pdf',
  'docx',
  'pptx',
  'xlsx',
  'odt',
  'odp',
  'ods',
  'ole',
]);

/**
 * Archives: each document in one by its own recipe, the rest packed anew.
 *
 * Every member keeps its name, its place and its time. A picture may become one of another kind, and its name follow,
 * only in an archive of nothing but documents, where nothing can refer to it by name.
 */
export function zipRecipe(recipeOf: RecipeOf): Recipe {
  return {
    name: 'zip',
    kinds: ['zip'],
    optimise: (source) => rewriteArchive(source, (open) => rewrite(source, recipeOf, open)),
  };
}

async function rewrite(
  source: RecipeSource,
  recipeOf: RecipeOf,
  { archive, allowance }: OpenArchive,
): Promise<RecipeResult> {
  if (archive.entries.some(({ name }) => isUnsafe(name))) throw new DocumentRefusal('unsafe');
  if (isApplicationPackage(archive)) return { kept: 'no-recipe' };
  const kinds = kindsOf(archive);
  const mayRename = [...kinds].every(([{ name }, kind]) => ALONE_KINDS.has(kind) || isNote(name, kind));
  const names = new Set(archive.entries.map(({ name }) => name.toLowerCase()));
  const members: ZipMember[] = [];
  let bytesDone = 0;
  // Every sign of life counts; how far it is, is told member by member.
  const reportProgress = () => source.reportProgress(bytesDone);
  for (const entry of archive.entries) {
    const kind = kinds.get(entry);
    const facts = { source: { ...source, allowance, reportProgress }, recipeOf, mayRename, names };
    members.push(kind === undefined ? { entry } : await memberOf({ entry, kind, ...facts }));
    bytesDone += entry.packed.length;
    reportProgress();
  }
  return { rendition: { kind: 'zip', parts: writeZip(members, archive.comment) } };
}

/** What each member is, of those that are looked into. Checks each on the way; refuses links that lead outside. */
function kindsOf({ entries }: ZipArchive): ReadonlyMap<ZipEntry, DocumentKind> {
  const kinds = new Map<ZipEntry, DocumentKind>();
  for (const entry of entries) {
    if (isFolder(entry)) continue;
    if (!isUnpackable(entry)) {
      kinds.set(entry, 'unknown');
      continue;
    }
    const bytes = unpack(entry);
    if (isSymbolicLink(entry) && isUnsafe(bytes.toString('utf8'))) throw new DocumentRefusal('unsafe');
    kinds.set(entry, isSymbolicLink(entry) ? 'unknown' : sniffBytes(bytes));
  }
  return kinds;
}

/** Prose for people; pages, programs and tables, which are text too, do name other files. */
function isNote(name: string, kind: DocumentKind): boolean {
  return kind === 'text' && extensionOf(name) === 'txt';
}

interface MemberCase {
  readonly entry: ZipEntry;
  readonly kind: DocumentKind;
  readonly source: RecipeSource & { readonly allowance: Allowance };
  readonly recipeOf: RecipeOf;
  readonly mayRename: boolean;
  /** In lower case; those that are given are added. */
  readonly names: Set<string>;
}

async function memberOf({ entry, kind, source, recipeOf, mayRename, names }: MemberCase): Promise<ZipMember> {
  if (!isUnpackable(entry) || isSymbolicLink(entry)) return { entry };
  const content = unpack(entry);
  const own = extensionOf(entry.name);
  const isOtherwiseNamed = kind === 'zip' && own !== 'zip';
  const rendition = isOtherwiseNamed
    ? undefined
    : await recompressMember(recipeOf, {
        kind,
        bytes: content,
        fidelity: source.fidelity,
        reportProgress: source.reportProgress,
        ...(isArchive(kind) ? { allowance: source.allowance.inside() } : {}),
      });
  if (rendition === undefined) return PACKED_KINDS.has(kind) ? { entry } : { entry, content };
  const made = Buffer.concat(rendition.parts);
  if (rendition.kind === kind) return { entry, content: made };
  const name = mayRename ? freeName(entry, own, rendition.kind, names) : undefined;
  if (name === undefined) return PACKED_KINDS.has(kind) ? { entry } : { entry, content };
  return { entry, content: made, name };
}

/** The member's name with the extension of what it became, in the archive's own alphabet; undefined if it is taken. */
function freeName(
  { name, nameBytes, unicodePath }: ZipEntry,
  own: string,
  kind: DocumentKind,
  names: Set<string>,
): string | undefined {
  const { extension } = KIND_FACTS[kind];
  // The Unicode name is bound to the other one by a checksum.
  if (extension === undefined || own === '' || unicodePath.length > 0 || /[^a-z0-9]/.test(own))
    return undefined;
  const renamed = (text: string) => `${text.slice(0, -own.length)}${extension}`;
  if (names.has(renamed(name).toLowerCase())) return undefined;
  names.add(renamed(name).toLowerCase());
  return renamed(nameBytes.toString('latin1'));
}
