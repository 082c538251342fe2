import { randomBytes, randomUUID } from 'node:crypto';
import type { FileRef, Operation } from '../../engine/connectors/ent/wire.ts';
import { type Check, group } from './check.ts';
import { hashOf } from './document-checks.ts';
import { expectSame, expectStatus } from './expectations.ts';
import type { Notebook } from './notebook.ts';
import { onLessons } from './on-lessons.ts';
import { openSubmission, undecidedAssignment } from './submissions.ts';
import type { Target } from './target.ts';
import { Written } from './written.ts';

/** Of one, two, three and four bytes in UTF-8; spaces at both ends, and a second line. */
const TEXT = '  Élève n° 1 : « œuvre », 14,25 €, 日本語, 😀\n\tà suivre ';
const TITLE = 'Été : l’œuvre à 14,25 €, 😀';
/** Beyond every schema: kept and told as it came. An empty object is no empty list, and an empty text is not null. */
const OWN = { text: TEXT, blank: '', nothing: null, none: {}, empty: [], many: [0.25, {}, false] };

const BLOCKS = [
  {
    id: 'b1',
    content: {
      type: 'paragraph',
      attrs: {},
      content: [{ type: 'text', text: TEXT, marks: [{ type: 'bold', attrs: {} }] }, { type: 'hardBreak' }],
    },
  },
  {
    id: 'b2',
    content: { type: 'heading', attrs: { level: 2 }, content: [{ type: 'text', text: 'Été' }] },
    conformance: OWN,
  },
  { id: 'b3', content: { type: 'conformance', attrs: OWN } },
];

/** Years from now, to the millisecond. */
const FAR_MS = 2_524_608_000_123;
const COMMENT_CHARACTERS = 4000;
const POINTS_X100 = 1425;

const testAccount = { isForTestAccount: true } as const;

const onNotebook = [
  onLessons('a lesson with its blocks, its date, and fields that no schema knows', 1, async (parts) => {
    const { notebook, ids } = parts;
    const [id = ''] = ids;
    const written = new Written(parts);
    await written.expectWhole([lessonOp(notebook, id)]);
    const [late] = (await notebook.push([notebook.put(id, 'Late')])).results;
    expectSame('the value of a conflict', late?.current?.body, lessonOp(notebook, id).value);
  }),
  onLessons('a body is whole: what an edit leaves out is gone', 1, async (parts) => {
    const { notebook, ids } = parts;
    const [id = ''] = ids;
    const written = new Written(parts);
    const { results } = await notebook.push([lessonOp(notebook, id)]);
    await written.expectWhole([notebook.put(id, TITLE, { base: results[0]?.version })]);
  }),
  onLessons('a document of a lesson, with its name', 1, async (parts) => {
    const written = new Written(parts);
    const [lesson = ''] = parts.ids;
    await parts.notebook.push([parts.notebook.put(lesson, 'Conformance')]);
    const file = await sendFile(parts.target);
    await written.during(async () => {
      await written.expectWhole([written.op('resource', newId(), { lesson_id: lesson, file })]);
    });
  }),
];

const onAccount = [
  onLessons('a grade of a quarter of a point, late and not counted', 1, async (parts) => {
    const { id, max } = await openSubmission(parts.target);
    const written = new Written(parts);
    const value = {
      submission_id: id,
      points_x100: quarterBelow(max),
      standing: 'late',
      is_counted: false,
      conformance: OWN,
    };
    const op = await written.opOnKnown('grade', id, value);
    await written.during(() => written.expectWhole([{ ...op, out_of_x100: max }]));
  }),
  onLessons('a standing in place of a grade', 1, async (parts) => {
    const { id } = await openSubmission(parts.target);
    const written = new Written(parts);
    const value = { submission_id: id, points_x100: null, standing: 'absent' };
    const op = await written.opOnKnown('grade', id, value);
    await written.during(() => written.expectWhole([op]));
  }),
  onLessons(`a comment of ${COMMENT_CHARACTERS} characters`, 1, async (parts) => {
    const { id } = await openSubmission(parts.target);
    const written = new Written(parts);
    const text = TEXT.repeat(100).slice(0, COMMENT_CHARACTERS - 1);
    const value = { submission_id: id, text: `${text.toWellFormed()}.`, conformance: OWN };
    await written.during(() => written.expectWhole([written.op('comment', newId(), value)]));
  }),
  onLessons('a corrected copy, with its document', 1, async (parts) => {
    const { id } = await openSubmission(parts.target);
    const written = new Written(parts);
    const value = { submission_id: id, file: await sendFile(parts.target), conformance: OWN };
    await written.during(() => written.expectWhole([written.op('feedback', newId(), value)]));
  }),
  onLessons('when the grades of an assignment are published, and how they count', 1, async (parts) => {
    const id = await undecidedAssignment(parts.target);
    const written = new Written(parts);
    const value = { assignment_id: id, publish_at: FAR_MS, counting: 'bonus', conformance: OWN };
    const op = await written.opOnKnown('assessment', id, value);
    await written.during(() => written.expectWhole([op]));
  }),
  onLessons('homework, for when and how long', 1, async (parts) => {
    const { notebook, ids } = parts;
    const [lesson = ''] = ids;
    const written = new Written(parts);
    const op = notebook.put(lesson, 'Conformance');
    await notebook.push([op]);
    const value = {
      lesson_id: lesson,
      class_group_id: op.value?.class_group_id,
      text: TEXT,
      due_at: FAR_MS,
      expected_minutes: 45,
      hand_in: 'paper',
      conformance: OWN,
    };
    await written.during(() => written.expectWhole([written.op('homework', newId(), value)]));
  }),
].map((check) => ({ ...check, ...testAccount }));

export const roundTripChecks: readonly Check[] = group('What is written is told back whole', [
  ...onNotebook,
  ...onAccount,
]);

function newId(): string {
  return `conformance-${randomUUID()}`;
}

/** A lesson with everything that one can hold. */
function lessonOp(notebook: Notebook, id: string): Operation {
  const { value, ...op } = notebook.put(id, TITLE);
  return {
    ...op,
    value: { ...value, starts_at: FAR_MS, publish_at: FAR_MS, blocks: BLOCKS, conformance: OWN },
  };
}

/** 14.25 or, where the maximum is smaller, the best grade that ends in a quarter. */
function quarterBelow(max: number): number {
  return max < 25 ? max : Math.min(POINTS_X100, max - ((max - 25) % 100));
}

/** A small document that the account may name. */
async function sendFile(target: Target): Promise<FileRef> {
  const bytes = randomBytes(2000);
  const sha256 = hashOf(bytes);
  expectStatus(await target.send(`/blobs/${sha256}`, { method: 'PUT', body: bytes }), 200, 201, 204);
  const name = 'Copie de Zoé – corrigée 😀.pdf';
  return { id: newId(), name, sha256, bytes: bytes.length, media_type: 'application/pdf', conformance: OWN };
}
