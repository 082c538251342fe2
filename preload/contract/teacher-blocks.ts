/** What a lesson holds for its teacher alone: a note, or a correction that students read from its date on. */

/** The type of such a block, as the editor writes it. */
export const TEACHER_BLOCK = 'teacherBlock';

/** When a correction is due: once the lesson's homework is, or a day later. */
export type CorrectionDue = 'same' | 'after';

/** What a block says of itself. A correction without a date stays. */
export interface TeacherBlock {
  readonly kind: 'note' | 'correction';
  readonly at: number | null;
  readonly due: CorrectionDue | null;
  /** What stands above it: « Corrigé ». */
  readonly label: string;
  readonly content: readonly Readonly<Record<string, unknown>>[];
}

export interface TextBlock {
  readonly content: Readonly<Record<string, unknown>>;
}

/** A block for its teacher alone; null for any other. What cannot be read in it makes it a note: it stays. */
export function readTeacherBlock({ content: node }: TextBlock): TeacherBlock | null {
  if (node.type !== TEACHER_BLOCK) return null;
  const attrs = (typeof node.attrs === 'object' ? node.attrs : null) as Record<string, unknown> | null;
  const { kind, at, due, label } = attrs ?? {};
  return {
    kind: kind === 'correction' ? 'correction' : 'note',
    at: typeof at === 'number' && Number.isSafeInteger(at) ? at : null,
    due: due === 'same' || due === 'after' ? due : null,
    label: typeof label === 'string' ? label : '',
    content: Array.isArray(node.content) ? node.content : [],
  };
}

/** Whether a block stays with its teacher: it is such a block, or holds one, wherever in it. */
export function isForTeacher({ content }: TextBlock): boolean {
  return holds(content);
}

/** A text as its students read it. */
export function forStudents<B extends TextBlock>(blocks: readonly B[]): B[] {
  return blocks.filter((block) => !isForTeacher(block));
}

/** The documents, by their bytes, that something for its teacher alone shows, and nothing that students read: they stay as it does. */
export function keptDocuments(blocks: readonly TextBlock[]): ReadonlySet<string> {
  const shown = shownDocuments(blocks);
  return new Set([...documentsIn(blocks.filter(isForTeacher))].filter((sha256) => !shown.has(sha256)));
}

/** The documents, by their bytes, that students see in a text: they are theirs. */
export function shownDocuments(blocks: readonly TextBlock[]): ReadonlySet<string> {
  return documentsIn(forStudents(blocks));
}

/** The documents, by their bytes, that a text shows to whomever. */
export function documentsIn(blocks: readonly TextBlock[]): ReadonlySet<string> {
  return new Set(blocks.flatMap(({ content }) => hashesIn(content)));
}

/** A document of a lesson, as far as it matters for whom it is. */
interface HungDocument {
  readonly homeworkId: string | null;
  readonly isForTeacher: boolean;
  readonly document: { readonly sha256: string };
}

/**
 * The documents of a lesson that its students may have: not what its teacher keeps, unless they see it in the text. What homework
 * was given with is theirs.
 */
export function documentsForStudents<R extends HungDocument>({
  blocks,
  resources,
}: {
  readonly blocks: readonly TextBlock[];
  readonly resources: readonly R[];
}): R[] {
  const [kept, shown] = [keptDocuments(blocks), shownDocuments(blocks)];
  return resources.filter(({ homeworkId, isForTeacher: isMarked, document: { sha256 } }) =>
    isMarked ? shown.has(sha256) : homeworkId !== null || !kept.has(sha256),
  );
}

function hashesIn(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(hashesIn);
  if (node === null || typeof node !== 'object') return [];
  const { attrs, content } = node as { attrs?: { sha256?: unknown } | null; content?: unknown };
  const inside = hashesIn(content);
  return typeof attrs?.sha256 === 'string' ? [attrs.sha256, ...inside] : inside;
}

function holds(node: unknown): boolean {
  if (Array.isArray(node)) return node.some(holds);
  if (node === null || typeof node !== 'object') return false;
  const { type, content } = node as { type?: unknown; content?: unknown };
  return type === TEACHER_BLOCK || holds(content);
}
