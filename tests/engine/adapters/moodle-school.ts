import { onTestFinished } from 'vitest';
import { startFakeMoodle } from '../../fake-moodle/fake-moodle.ts';
import { feedbackArea, submissionArea } from '../../fake-moodle/site/grading.ts';
import { TEACHER } from '../../fake-moodle/site/recorded-class.ts';
import type { School, SchoolOptions } from './school.ts';

/** The recorded class at the strict fake Moodle. */
export async function openMoodleSchool({ students, hasFiles }: SchoolOptions): Promise<School> {
  const fake = await startFakeMoodle({ students, ...(!hasFiles && { copyBytes: null }) });
  onTestFinished(() => fake.close());
  const { assign, site } = fake;
  const idOf = (student: number) => TEACHER.id + student;
  const rowOf = (student: number) => assign.grades.of(idOf(student)).at(-1);
  return {
    url: fake.url,
    login: fake.login,
    password: fake.password,
    requestCount: () => fake.traffic.requests.length,
    copyOf: (student) => {
      const submission = assign.submissions.of(idOf(student))[0];
      return site.files.files(submissionArea(assign, submission?.id ?? 0))[0]?.bytes ?? Buffer.alloc(0);
    },
    gradeOf: (student) => {
      const grade = rowOf(student)?.grade ?? -1;
      return grade === -1 ? null : Math.round(grade * 100);
    },
    commentOf: (student) => (rowOf(student)?.comment?.text ?? '').replace(/<[^>]+>/g, ''),
    feedbackOf: async (student) =>
      site.files.files(feedbackArea(assign, rowOf(student)?.id ?? 0)).map(({ bytes }) => bytes),
    gradeOnTheWeb: (student, pointsTimes100) =>
      fake.gradeOnWeb(idOf(student), { grade: pointsTimes100 / 100 }),
    lowerMaximum: (maxTimes100) => {
      assign.row.grade = maxTimes100 / 100;
      assign.row.timemodified = site.now();
    },
    endSession: async () => site.revokeTokens(),
    answerNextInHtml: () => fake.setFault({ kind: 'html' }, { times: 1 }),
    loseNextAnswerToGrades: () =>
      fake.setFault({ kind: 'reset', atByte: 0 }, { at: /^mod_assign_save_grades?$/, times: 1 }),
  };
}
