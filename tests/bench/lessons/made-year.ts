import { createHash } from 'node:crypto';
import type { Db, Store } from '../../../main/engine/store/store.ts';

/** A teacher's year, as the plan says it: six classes, 1,200 lessons, 3,000 documents; comments of as many years as asked. */
export interface MadeYear {
  /** Words that were written, the most frequent first. */
  readonly words: readonly string[];
  readonly firstLessonAt: number;
}

const CLASSES = 6;
const STUDENTS_A_CLASS = 35;
const LESSONS = 1200;
const RESOURCES = 3000;
const COMMENTS_A_YEAR = 20_000;
const WORDS_A_LESSON = 400;
const WORDS_A_DOCUMENT = 1500;
const WORDS_A_COMMENT = 25;
const BLOCKS = 8;
const VOCABULARY = 20_000;
const HOUR = 3_600_000;
const FIRST_LESSON_AT = Date.UTC(2026, 8, 1, 6);
const SYLLABLES =
  'é,ra,ti,on,ma,thé,lu,cou,rant,vec,teur,pro,ba,bi,li,té,fonc,œu,vre,li,mite,dé,ri,vée,gé,o,sys,tème'.split(
    ',',
  );

/** Mulberry32: the same year for the same seed. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Fills an empty store. Words come as often as in a language: the n-th about 1/n of the time (Zipf's law). */
export function makeYear({ db, write }: Store, { seed, years }: { seed: number; years: number }): MadeYear {
  const next = seeded(seed);
  const syllable = () => SYLLABLES[Math.floor(next() * SYLLABLES.length)];
  const words = Array.from({ length: VOCABULARY }, () =>
    Array.from({ length: 2 + Math.floor(next() * 3) }, syllable).join(''),
  );
  const text: Text = (count) =>
    Array.from({ length: count }, () => words[Math.floor(VOCABULARY ** next()) - 1]).join(' ');
  write(() => {
    makeClasses(db, text);
    for (let index = 0; index < LESSONS; index += 1) makeLesson(db, text, index);
    for (let index = 0; index < RESOURCES; index += 1) makeDocument(db, text, index);
    const comment = db.prepare(
      "INSERT INTO comment (id, submission_id, text, author_name, is_mine, updated_at) VALUES (?, ?, ?, '', 1, 0)",
    );
    for (let index = 0; index < years * COMMENTS_A_YEAR; index += 1)
      comment.run(`k${index}`, `c${index % CLASSES}-${index % STUDENTS_A_CLASS}`, text(WORDS_A_COMMENT));
  });
  return { words, firstLessonAt: FIRST_LESSON_AT };
}

type Text = (wordCount: number) => string;

function makeClasses(db: Db, text: Text): void {
  db.exec("INSERT INTO subject (id, name) VALUES ('s', 'Mathématiques')");
  for (let index = 0; index < CLASSES; index += 1) {
    const group = `c${index}`;
    db.prepare("INSERT INTO class_group (id, name, subject_id) VALUES (?, ?, 's')").run(
      group,
      `2de ${index + 1}`,
    );
    db.prepare(
      "INSERT INTO assignment (id, class_group_id, title, instructions, max_x100, coefficient_x100) VALUES (?, ?, ?, '', 2000, 100)",
    ).run(`a${index}`, group, text(4));
    for (let number = 0; number < STUDENTS_A_CLASS; number += 1) {
      const id = `${group}-${number}`;
      db.prepare('INSERT INTO student (id, first_name, last_name) VALUES (?, ?, ?)').run(
        id,
        text(1),
        text(1),
      );
      db.prepare('INSERT INTO student_class_group (student_id, class_group_id) VALUES (?, ?)').run(id, group);
      db.prepare(
        "INSERT INTO submission (id, assignment_id, student_id, status, text) VALUES (?, ?, ?, 'submitted', '')",
      ).run(id, `a${index}`, id);
    }
  }
}

/** Five a day, two hours apart. */
function makeLesson(db: Db, text: Text, index: number): void {
  const blocks = Array.from({ length: BLOCKS }, (_, block) => ({
    id: `b${block}`,
    content: { type: 'paragraph', content: [{ type: 'text', text: text(WORDS_A_LESSON / BLOCKS) }] },
  }));
  const startsAt = FIRST_LESSON_AT + Math.floor(index / 5) * 24 * HOUR + (index % 5) * 2 * HOUR;
  db.prepare(
    'INSERT INTO lesson (id, class_group_id, title, starts_at, is_published, blocks, updated_at) VALUES (?, ?, ?, ?, 1, ?, 0)',
  ).run(`l${index}`, `c${index % CLASSES}`, text(5), startsAt, JSON.stringify(blocks));
}

function makeDocument(db: Db, text: Text, index: number): void {
  const sha256 = createHash('sha256').update(String(index)).digest('hex');
  db.prepare(
    "INSERT INTO blob (sha256, bytes, media_type, is_local, created_at) VALUES (?, 1, 'application/pdf', 1, 0)",
  ).run(sha256);
  db.prepare(
    `INSERT INTO resource (id, lesson_id, file_id, name, sha256, bytes, media_type, added_at)
     VALUES (?, ?, ?, ?, ?, 1, 'application/pdf', 0)`,
  ).run(`r${index}`, `l${index % LESSONS}`, `f${index}`, `${text(2)}.pdf`, sha256);
  db.prepare('INSERT INTO document_text (sha256, text) VALUES (?, ?)').run(sha256, text(WORDS_A_DOCUMENT));
}
