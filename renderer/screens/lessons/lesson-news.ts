import type { LessonBlock } from '../../../preload/contract/index.ts';
import { isSameJson } from '../../../preload/contract/same-json.ts';

/** What an editor shows of a lesson, but for its publication. */
export interface EditedText {
  readonly classGroupId: string;
  readonly title: string;
  readonly startsAt: number;
  readonly blocks: readonly LessonBlock[];
}

/** One thing as the teacher was last shown it, or as it was last sent; as it is in the editor; and as the engine has it. */
export interface Sides<Part> {
  readonly shown: Part;
  readonly typed: Part;
  readonly news: Part;
}

type Fields = Omit<EditedText, 'blocks'>;

/** The class, title and date to show: what nobody has changed here follows what came from elsewhere. Pure. */
export function takeInFields({ shown, typed, news }: Sides<Fields>): Fields {
  // The engine keeps no spaces at the ends of a title; here one may be typed between two words.
  const isTitleTyped = typed.title.trim() !== shown.title.trim() || news.title === shown.title.trim();
  return {
    classGroupId: typed.classGroupId === shown.classGroupId ? news.classGroupId : typed.classGroupId,
    title: isTitleTyped ? typed.title : news.title,
    startsAt: typed.startsAt === shown.startsAt ? news.startsAt : typed.startsAt,
  };
}

/** What becomes of a text that is being written. */
interface TextTaken {
  /** What the editor is to show. */
  readonly text: readonly LessonBlock[];
  /** What the next save is a change of. */
  readonly before: readonly LessonBlock[];
}

/**
 * What came from elsewhere, put into a text that is being written, block by block. Pure.
 *
 * A block in which nothing was typed since it was shown becomes as the engine has it. One that is being typed in is left alone, and
 * the engine puts the two together when it is saved; where it has just done so, what is typed here goes on in the second version.
 */
export function takeInText({ shown, typed, news }: Sides<readonly LessonBlock[]>): TextTaken {
  const [was, own, said] = [byId(shown), byId(typed), byId(news)];
  const versions = secondVersions(was, own, news);
  const isTyped = (id: string) => !versions.has(id) && !isSameJson(own.get(id), was.get(id));
  const here = typed.flatMap((block): readonly LessonBlock[] => {
    const version = versions.get(block.id);
    if (version !== undefined) return [{ ...version, content: block.content }];
    return isTyped(block.id) ? [block] : [said.get(block.id) ?? []].flat();
  });
  const typedOrKept = byId(here);
  const there = news
    .filter(({ id }) => own.has(id) || !was.has(id))
    .map((block) => typedOrKept.get(block.id) ?? block);
  const isMoved = !isSameJson(idsIn(typed, was), idsIn(shown, own));
  return {
    text: isMoved ? woven(here, there) : woven(there, here),
    before: [
      ...news.map((block) => (isTyped(block.id) ? (was.get(block.id) ?? block) : block)),
      ...shown.filter(({ id }) => !said.has(id) && own.has(id) && isTyped(id)),
    ],
  };
}

/** By the id of a block that is typed in: the second version that the engine has made of it, beside what came from elsewhere. */
function secondVersions(
  was: ReadonlyMap<string, LessonBlock>,
  own: ReadonlyMap<string, LessonBlock>,
  news: readonly LessonBlock[],
): ReadonlyMap<string, LessonBlock> {
  const versions = new Map<string, LessonBlock>();
  for (const block of news) {
    if (block.variant === undefined || was.has(block.id) || own.has(block.id)) continue;
    const id = block.variant.of;
    const isOurs = [was.get(id), own.get(id)].some((one) => isSameJson(one?.content, block.content));
    if (own.has(id) && isOurs) versions.set(id, block);
  }
  return versions;
}

/** The blocks of the first order, with those that only the second one has behind what they stand behind there. */
function woven(lead: readonly LessonBlock[], other: readonly LessonBlock[]): LessonBlock[] {
  const ids = new Set(lead.map(({ id }) => id));
  const text = [...lead];
  for (const [index, block] of other.entries()) {
    if (ids.has(block.id)) continue;
    const before = other[index - 1]?.id;
    text.splice(text.findIndex(({ id }) => id === before) + 1, 0, block);
  }
  return text;
}

function byId(blocks: readonly LessonBlock[]): ReadonlyMap<string, LessonBlock> {
  return new Map(blocks.map((block) => [block.id, block]));
}

function idsIn(blocks: readonly LessonBlock[], others: ReadonlyMap<string, LessonBlock>): string[] {
  return blocks.flatMap(({ id }) => (others.has(id) ? [id] : []));
}
