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

interface Block {
  readonly content: Readonly<Record<string, unknown>>;
}

/** A block for its teacher alone; null for any other. What cannot be read in it makes it a note: it stays. */
export function readTeacherBlock({ content: node }: Block): TeacherBlock | null {
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
export function isForTeacher({ content }: Block): boolean {
  return holds(content);
}

/** A text as its students read it. */
export function forStudents<B extends Block>(blocks: readonly B[]): B[] {
  return blocks.filter((block) => !isForTeacher(block));
}

/** The documents, by their bytes, that something for its teacher alone shows, and nothing that students read: they stay as it does. */
export function keptDocuments(blocks: readonly Block[]): ReadonlySet<string> {
  const shown = new Set(forStudents(blocks).flatMap(({ content }) => documentsIn(content)));
  const kept = blocks.filter(isForTeacher).flatMap(({ content }) => documentsIn(content));
  return new Set(kept.filter((sha256) => !shown.has(sha256)));
}

/** The documents of a lesson that its students may have. What homework was given with is theirs. */
export function documentsForStudents<
  R extends { readonly homeworkId: string | null; readonly document: { readonly sha256: string } },
>({ blocks, resources }: { readonly blocks: readonly Block[]; readonly resources: readonly R[] }): R[] {
  const kept = keptDocuments(blocks);
  return resources.filter(({ homeworkId, document }) => homeworkId !== null || !kept.has(document.sha256));
}

function documentsIn(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(documentsIn);
  if (node === null || typeof node !== 'object') return [];
  const { attrs, content } = node as { attrs?: { sha256?: unknown } | null; content?: unknown };
  const inside = documentsIn(content);
  return typeof attrs?.sha256 === 'string' ? [attrs.sha256, ...inside] : inside;
}

function holds(node: unknown): boolean {
  if (Array.isArray(node)) return node.some(holds);
  if (node === null || typeof node !== 'object') return false;
  const { type, content } = node as { type?: unknown; content?: unknown };
  return type === TEACHER_BLOCK || holds(content);
}
