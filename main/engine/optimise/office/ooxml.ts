import { type DocumentKind, extensionOf, KIND_FACTS } from '../kinds.ts';
import { shownInDrawings } from './ooxml-placements.ts';
import type { PackageFormat, PartChange, Reference, ShownSize, TextOf } from './package-format.ts';
import { attributeOf, findTags, tagPattern, withAttribute, xmlBytes } from './xml-tags.ts';

const CONTENT_TYPES = '[Content_Types].xml';
const THUMBNAIL_TYPE = /\/metadata\/thumbnail$/;

/** Word, PowerPoint and Excel files: parts refer to each other by relationships, in files of their own beside them. */
export function openOoxml(names: readonly string[], textOf: TextOf): PackageFormat {
  const byKey = new Map(names.map((name) => [name.toLowerCase(), name]));
  const types = textOf(CONTENT_TYPES);
  // Those whose tag does not stand alone could not leave.
  const fixed = new Set(findTags(types, 'Override').map((tag) => (tag.endsWith('/>') ? '' : partOf(tag))));
  const relationships = new Map(
    names
      .filter((name) => name.endsWith('.rels'))
      .map((name) => [name, referencesIn(name, textOf(name), byKey)]),
  );
  const uses = usesOf(relationships);
  const shown = shownInDrawings(relationships, textOf);
  const canRename = (name: string) =>
    isPlainName(name) &&
    !fixed.has(name.toLowerCase()) &&
    (uses.get(name)?.every(({ isPlain }) => isPlain) ?? false);
  return {
    shownSize: (name): ShownSize | undefined => shown.get(name),
    canRename,
    nameAs: (name, kind) => nameAs(name, kind, types, byKey),
    thumbnails: [...uses].flatMap(([name, references]) =>
      canRename(name) && references.every(({ type }) => THUMBNAIL_TYPE.test(type)) ? [name] : [],
    ),
    edit: (changes, dropped) => edit({ relationships, types, textOf, byKey }, changes, dropped),
    danglingReferences: [...uses.keys()].filter((target) => !byKey.has(target.toLowerCase())).length,
  };
}

function usesOf(
  relationships: ReadonlyMap<string, readonly Reference[]>,
): ReadonlyMap<string, readonly Reference[]> {
  const uses = new Map<string, Reference[]>();
  for (const reference of [...relationships.values()].flat()) {
    uses.set(reference.target, [...(uses.get(reference.target) ?? []), reference]);
  }
  return uses;
}

function referencesIn(
  relsName: string,
  text: string,
  byKey: ReadonlyMap<string, string>,
): readonly Reference[] {
  return findTags(text, 'Relationship').flatMap((tag) => {
    const reference = referenceOf(relsName, tag, byKey);
    return reference === undefined ? [] : [reference];
  });
}

function referenceOf(
  relsName: string,
  tag: string,
  byKey: ReadonlyMap<string, string>,
): Reference | undefined {
  const written = attributeOf(tag, 'Target');
  if (written === undefined || attributeOf(tag, 'TargetMode') === 'External') return undefined;
  const path = resolveTarget(relsName, written);
  return {
    id: attributeOf(tag, 'Id') ?? '',
    type: attributeOf(tag, 'Type') ?? '',
    target: byKey.get(path.toLowerCase()) ?? path,
    isPlain: isPlainName(written) && tag.endsWith('/>'),
  };
}

/** Letters, digits and the signs that need no escape in a URI, an attribute or a pattern. */
function isPlainName(name: string): boolean {
  return /^[\w./-]+$/.test(name);
}

/** `word/_rels/document.xml.rels` speaks for `word/document.xml`, and its targets start from `word/`. */
function resolveTarget(relsName: string, written: string): string {
  const base = relsName.replace(/(^|\/)_rels\/[^/]*$/, '');
  const path: string[] = [];
  for (const step of `${written.startsWith('/') ? '' : base}/${decode(written)}`.split('/')) {
    if (step === '..') path.pop();
    else if (step !== '' && step !== '.') path.push(step);
  }
  return path.join('/');
}

function decode(written: string): string {
  try {
    return decodeURIComponent(written.replaceAll('&amp;', '&')).replace(/#.*$/, '');
  } catch {
    return written;
  }
}

/** The same name with an extension that the content types know for this kind, or do not know at all yet. */
function nameAs(
  name: string,
  kind: DocumentKind,
  types: string,
  byKey: ReadonlyMap<string, string>,
): string | undefined {
  const base = name.slice(0, name.length - extensionOf(name).length);
  if (!base.endsWith('.') || findTags(types, 'Types').length !== 1) return undefined;
  const { extensions, mediaType } = KIND_FACTS[kind];
  const extension = extensions.find((one) => {
    const known = defaultType(types, one);
    return (known === undefined || known === mediaType) && !byKey.has(`${base}${one}`.toLowerCase());
  });
  return extension === undefined ? undefined : `${base}${extension}`;
}

function defaultType(types: string, extension: string): string | undefined {
  const tag = findTags(types, 'Default').find(
    (one) => attributeOf(one, 'Extension')?.toLowerCase() === extension,
  );
  return tag === undefined ? undefined : attributeOf(tag, 'ContentType')?.toLowerCase();
}

interface OpenPackage {
  readonly relationships: ReadonlyMap<string, readonly Reference[]>;
  readonly types: string;
  readonly textOf: TextOf;
  readonly byKey: ReadonlyMap<string, string>;
}

function edit(
  { relationships, types, textOf, byKey }: OpenPackage,
  changes: ReadonlyMap<string, PartChange>,
  dropped: ReadonlySet<string>,
): ReadonlyMap<string, Buffer> {
  const edited = new Map<string, Buffer>();
  for (const [relsName, references] of relationships) {
    const isTouched = references.some(({ target }) => changes.has(target) || dropped.has(target));
    if (!isTouched) continue;
    const text = textOf(relsName).replace(tagPattern('Relationship'), (tag) => {
      const target = referenceOf(relsName, tag, byKey)?.target ?? '';
      if (dropped.has(target)) return '';
      const change = changes.get(target);
      return change === undefined ? tag : withAttribute(tag, 'Target', retarget(tag, change.name));
    });
    edited.set(relsName, xmlBytes(text));
  }
  const typed = editTypes(types, changes, dropped, byKey);
  if (typed !== types) edited.set(CONTENT_TYPES, xmlBytes(typed));
  return edited;
}

/** The same way there, with another last step: renamed parts stay in their folders. */
function retarget(tag: string, name: string): string {
  const written = attributeOf(tag, 'Target') ?? '';
  return `${written.slice(0, written.lastIndexOf('/') + 1)}${name.slice(name.lastIndexOf('/') + 1)}`;
}

/** The part that an override speaks of, in lower case. */
function partOf(tag: string): string {
  return (attributeOf(tag, 'PartName') ?? '').replace(/^\//, '').toLowerCase();
}

/** Renamed parts under their names and types now: in the overrides that name them, and by their extensions. */
function editTypes(
  types: string,
  changes: ReadonlyMap<string, PartChange>,
  dropped: ReadonlySet<string>,
  byKey: ReadonlyMap<string, string>,
): string {
  const missing = new Map<string, string>();
  for (const { name, kind } of changes.values()) {
    if (defaultType(types, extensionOf(name)) === undefined)
      missing.set(extensionOf(name), KIND_FACTS[kind].mediaType);
  }
  const seen = new Set<string>();
  const typed = types.replace(tagPattern('Override'), (tag) => {
    const part = byKey.get(partOf(tag)) ?? '';
    const change = changes.get(part);
    const name = change?.name ?? part;
    // Two parts that became one have one type.
    if (dropped.has(part) || (part !== '' && seen.has(name))) return '';
    seen.add(name);
    if (change === undefined) return tag;
    return withAttribute(
      withAttribute(tag, 'PartName', `/${name}`),
      'ContentType',
      KIND_FACTS[change.kind].mediaType,
    );
  });
  return missing.size > 0 ? withDefaults(typed, missing) : typed;
}

function withDefaults(types: string, missing: ReadonlyMap<string, string>): string {
  return types.replace(tagPattern('Types'), (tag) => {
    const prefix = /^<([\w-]+:)?/.exec(tag)?.[1] ?? '';
    const added = [...missing].map(
      ([extension, type]) => `<${prefix}Default Extension="${extension}" ContentType="${type}"/>`,
    );
    return `${tag}${added.join('')}`;
  });
}
