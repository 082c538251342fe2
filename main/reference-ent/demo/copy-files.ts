import { Chance } from './chance.ts';
import type { CopyFormat } from './class-plans.ts';
import type { DemoAssignment, DemoClass, DemoSchool, DemoSubmission } from './demo-school.ts';
import { fileStem, type StudentCopy } from './documents/copy.ts';
import { makeLessonDocument } from './documents/lesson-documents.ts';
import { writeDocx, writeOdt, writeText } from './documents/office-copy.ts';
import { wrapInPdf, writePdfCopy } from './documents/pdf-copy.ts';
import { photographCopy } from './documents/photo-copy.ts';

/** A document of the demo, made only when it is asked for. */
export interface FileOrder {
  /** The submission or the lesson document that it belongs to. */
  readonly owner: string;
  /** One file, or several photographs. */
  make(): Promise<readonly MadeFile[]>;
}

export interface MadeFile {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

const MEDIA_TYPES: Readonly<Record<CopyFormat, string>> = {
  photo: 'image/jpeg',
  scan: 'application/pdf',
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  odt: 'application/vnd.oasis.opendocument.text',
  text: 'text/plain',
};

/** Every file that the demo needs: students' copies, and what lessons hand out. Photographs come first, they take longest. */
export function orderFiles(school: DemoSchool): FileOrder[] {
  const copies = school.classes.flatMap((group) =>
    group.assignments.flatMap((assignment) =>
      assignment.submissions.flatMap((submission) => orderCopy(group, assignment, submission)),
    ),
  );
  const names = new Set(
    school.classes.flatMap(({ plan }) => plan.lessons.flatMap(({ resource }) => resource ?? [])),
  );
  const handouts = [...names].map((name): FileOrder & { isSlow: boolean } => ({
    owner: name,
    isSlow: false,
    make: async () => [{ name, ...(await makeLessonDocument(name)) }],
  }));
  return [...copies, ...handouts].sort((a, b) => Number(b.isSlow) - Number(a.isSlow));
}

function orderCopy(
  group: DemoClass,
  assignment: DemoAssignment,
  submission: DemoSubmission,
): (FileOrder & { isSlow: boolean })[] {
  const { work, title } = assignment.plan;
  const { format, student } = submission;
  if (work === undefined || format === null || !('copy' in work.write)) return [];
  const write = work.write.copy;
  const make = async () => {
    // A chance of their own: the files are the same in whatever order they are made.
    const chance = new Chance(`${title} ${student.name.firstName} ${student.name.lastName}`);
    const copy = {
      student: student.name,
      className: group.plan.name,
      title,
      parts: write(student.ability, chance),
    };
    const files = await makeFiles(copy, format, chance);
    const nameOf = chooseName(copy, format, chance);
    return files.map((bytes, page) => ({ name: nameOf(page), mediaType: MEDIA_TYPES[format], bytes }));
  };
  return [{ owner: submission.id, isSlow: format === 'photo' || format === 'scan', make }];
}

async function makeFiles(
  copy: StudentCopy,
  format: CopyFormat,
  chance: Chance,
): Promise<readonly Uint8Array[]> {
  switch (format) {
    case 'photo':
      return photographCopy(
        copy,
        { sensor: chance.pick(['large', 'medium']), hand: chance.whole(0, 3) },
        chance,
      );
    case 'scan': {
      const sheets = await photographCopy(copy, { sensor: 'scan', hand: chance.whole(0, 3) }, chance);
      return [await wrapInPdf(sheets, copy.title)];
    }
    case 'pdf':
      return [await writePdfCopy(copy, chance)];
    case 'docx':
      return [writeDocx(copy)];
    case 'odt':
      return [writeOdt(copy)];
    case 'text':
      return [writeText(copy)];
  }
}

/** Some name their files with care, others leave what the phone or the program proposed. */
function chooseName(copy: StudentCopy, format: CopyFormat, chance: Chance): (page: number) => string {
  const stem = fileStem(copy);
  if (format === 'photo') {
    const first = chance.whole(1000, 9990);
    return chance.pick([
      (page: number) => `IMG_${first + page}.jpg`,
      (page: number) => `${stem}_${page + 1}.jpg`,
      (page: number) => `photo ${page + 1}.jpg`,
    ]);
  }
  if (format === 'scan') return chance.pick([() => `Scan_${stem}.pdf`, () => 'Document numérisé.pdf']);
  const extension = format === 'text' ? 'txt' : format;
  const proposed = { pdf: 'Document1', docx: 'Document1', odt: 'Sans nom 1', text: 'devoir' }[format];
  const name = chance.pick([stem, stem, stem, `Devoir ${copy.student.firstName}`, proposed]);
  return () => `${name}.${extension}`;
}
