import { posix } from 'node:path';
import type { PackageFiles } from './package-files.ts';
import { inlinePicture, readHtml } from './read-html.ts';
import { notAText, tooLong } from './refusals.ts';
import {
  heading,
  linkMark,
  paragraph,
  type ReadPicture,
  type RichNode,
  textNode,
  WRITING_LIMITS,
} from './rich-text.ts';
import { childOf, elementsOf, findFirst, lettersIn, readXmlTree, type XmlNode } from './xml-tree.ts';

/** A lesson of a cartridge: a folder at its top with all that is in it, or a page that stands there alone. */
export interface CartridgeLesson {
  readonly title: string;
  readonly nodes: readonly RichNode[];
  readonly pictures: ReadonlyMap<string, ReadPicture>;
  /** Files that hang on it, by their paths in the package. */
  readonly files: readonly string[];
}

export interface Cartridge {
  readonly title: string;
  readonly lessons: readonly CartridgeLesson[];
  /** What no lesson has a place for: tests, discussions with replies, tools of other programs. */
  readonly leftOutCount: number;
}

const MANIFEST = 'imsmanifest.xml';
const PAGE = /\.x?html?$/i;
const MOST_LESSONS = 1000;

/** Whether a package says that it is a Common Cartridge, or an IMS package of the kind before it. */
export function isCartridge({ names }: PackageFiles): boolean {
  return names.includes(MANIFEST);
}

/**
 * Reads an IMS Common Cartridge (1.0 to 1.3): pages, links, topics and files, in the order of its table of contents.
 *
 * @throws CartableError `writing/not-a-text`, `writing/too-long`, `writing/locked`
 */
export function readCartridge(files: PackageFiles): Cartridge {
  const manifest = childOf(readXmlTree(files.textOf(MANIFEST) ?? '<none/>'), 'manifest');
  const organization = manifest === undefined ? undefined : findFirst(manifest, 'organization');
  if (manifest === undefined || organization === undefined) throw notAText();
  const reader = new CartridgeReader(files, manifest);
  const tops = itemsOf(organization);
  // The standard has one root item, without a title, around all others.
  const [root] = tops;
  const entries =
    tops.length === 1 &&
    root !== undefined &&
    itemsOf(root).length > 0 &&
    root.attributes.identifierref === undefined &&
    titleOf(root) === ''
      ? itemsOf(root)
      : tops;
  if (entries.length > MOST_LESSONS) throw tooLong();
  const lessons = entries.map((entry) => reader.lessonOf(entry)).filter((lesson) => lesson !== null);
  if (lessons.length === 0) throw notAText();
  const metadata = childOf(manifest, 'metadata');
  const titles = metadata === undefined ? undefined : findFirst(metadata, 'title');
  const title = titles === undefined ? '' : lettersIn(titles).trim();
  return { title: title.slice(0, 200), lessons, leftOutCount: reader.leftOutCount };
}

function itemsOf(node: XmlNode): XmlNode[] {
  return elementsOf(node).filter(({ name }) => name === 'item');
}

function titleOf(item: XmlNode): string {
  const title = childOf(item, 'title');
  return title === undefined ? '' : lettersIn(title).replace(/\s+/g, ' ').trim();
}

class CartridgeReader {
  leftOutCount = 0;
  readonly #files: PackageFiles;
  readonly #names: ReadonlySet<string>;
  readonly #resources: ReadonlyMap<string, XmlNode>;

  constructor(files: PackageFiles, manifest: XmlNode) {
    this.#files = unpackedOnce(files);
    this.#names = new Set(files.names);
    const holder = childOf(manifest, 'resources');
    const resources = holder === undefined ? [] : elementsOf(holder);
    this.#resources = new Map(resources.map((one) => [one.attributes.identifier ?? '', one]));
  }

  /** Null: nothing of it can be kept. */
  lessonOf(entry: XmlNode): CartridgeLesson | null {
    const title = titleOf(entry).slice(0, 300);
    const lesson = {
      nodes: [] as RichNode[],
      pictures: new Map<string, ReadPicture>(),
      files: [] as string[],
    };
    this.#add(entry, { title, lesson, level: 1 });
    if (lesson.nodes.length === 0 && lesson.files.length === 0) return null;
    if (lesson.nodes.length > WRITING_LIMITS.blocks) throw tooLong();
    return { title: title === '' ? '…' : title, ...lesson };
  }

  #add(
    item: XmlNode,
    {
      title,
      lesson,
      level,
    }: {
      title: string;
      level: number;
      lesson: Omit<CartridgeLesson, 'title'> & {
        nodes: RichNode[];
        pictures: Map<string, ReadPicture>;
        files: string[];
      };
    },
  ): void {
    const resource = this.#resources.get(item.attributes.identifierref ?? '');
    const own = titleOf(item);
    const before = lesson.nodes.length;
    if (resource !== undefined) this.#addResource(resource, own, lesson);
    // What has another title than its lesson says it.
    if (level > 1 && own !== '' && own !== title && lesson.nodes.length > before)
      lesson.nodes.splice(before, 0, heading(Math.min(4, level), textNode(own)));
    for (const child of itemsOf(item)) this.#add(child, { title, lesson, level: level + 1 });
  }

  #addResource(
    resource: XmlNode,
    title: string,
    lesson: { nodes: RichNode[]; pictures: Map<string, ReadPicture>; files: string[] },
  ): void {
    const { type = '', href = childOf(resource, 'file')?.attributes.href ?? '' } = resource.attributes;
    const path = this.#find(href);
    if (path === null) return;
    if (type.startsWith('imswl')) lesson.nodes.push(...this.#linkOf(path, title));
    else if (type.startsWith('imsdt')) this.#addPage(this.#topicOf(path), path, lesson);
    else if (type !== 'webcontent' && !type.startsWith('associatedcontent')) this.leftOutCount += 1;
    else if (PAGE.test(path)) this.#addPage(this.#files.textOf(path) ?? '', path, lesson);
    else lesson.files.push(path);
  }

  #addPage(
    html: string,
    path: string,
    lesson: { nodes: RichNode[]; pictures: Map<string, ReadPicture> },
  ): void {
    const { nodes, pictures } = readHtml(html, (address, box) => {
      const local = this.#find(address.replace(/^\$IMS[-_]CC[-_]FILEBASE\$/i, ''), posix.dirname(path));
      return local === null ? inlinePicture(address, box) : box.take(this.#files, local);
    });
    // Pictures that lie in pages are named by their page, lest two pages' be one.
    const own = (name: string) => (this.#names.has(name) ? name : `${path} ${name}`);
    for (const [name, picture] of pictures) lesson.pictures.set(own(name), picture);
    if (lesson.nodes.length + nodes.length > WRITING_LIMITS.blocks) throw tooLong();
    lesson.nodes.push(...nodes.map((node) => renamed(node, own)));
  }

  #linkOf(path: string, title: string): RichNode[] {
    const link = findFirst(readXmlTree(this.#files.textOf(path) ?? '<none/>'), 'url')?.attributes.href ?? '';
    const mark = linkMark(link);
    return mark === null ? [] : [paragraph(textNode(title === '' ? link : title, [mark]))];
  }

  #topicOf(path: string): string {
    const text = findFirst(readXmlTree(this.#files.textOf(path) ?? '<none/>'), 'text');
    return text === undefined ? '' : lettersIn(text);
  }

  /** A member of the package that an address names; null: it has none such, or the address leads elsewhere. */
  #find(address: string, folder = '.'): string | null {
    const [bare = ''] = address.split(/[?#]/);
    if (bare === '' || /^[a-z][a-z0-9+.-]*:/i.test(bare)) return null;
    const names = [bare, decoded(bare)].flatMap((name) => [
      posix.normalize(posix.join(folder, name)),
      posix.normalize(name.replace(/^\/+/, '')),
    ]);
    return names.find((name) => this.#names.has(name)) ?? null;
  }
}

/** A logo that stands on every page is unpacked once, and kept once. */
function unpackedOnce(files: PackageFiles): PackageFiles {
  const unpacked = new Map<string, Buffer | null>();
  const bytesOf = (name: string) => {
    const known = unpacked.get(name);
    if (known !== undefined) return known;
    const bytes = files.bytesOf(name);
    unpacked.set(name, bytes);
    return bytes;
  };
  return { ...files, bytesOf };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function renamed(node: RichNode, own: (name: string) => string): RichNode {
  if (node.type === 'image')
    return { ...node, attrs: { ...node.attrs, file: own(String(node.attrs?.file ?? '')) } };
  return node.content === undefined
    ? node
    : { ...node, content: node.content.map((one) => renamed(one, own)) };
}
