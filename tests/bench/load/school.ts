import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestDocument } from '../../engine/class-documents.ts';
import { writeClass } from '../../engine/write-class.ts';
import { copiesOf, handInCopies } from '../sync/copies.ts';
import { type EntProcess, startEntProcess } from '../sync/ent-process.ts';

export const STUDENTS = 35;
/** Of a copy. */
export const COPY_BYTES = 400_000;

export interface Login {
  readonly url: string;
  readonly login: string;
  readonly password: string;
}

/** A school of as many teachers, each with a class of 35 whose copies have come in. */
export interface LoadedSchool {
  readonly ent: EntProcess;
  readonly folder: string;
  readonly copies: readonly TestDocument[];
  readonly submissionIds: readonly string[];
  login(teacher: number): Login;
}

export async function openLoadedSchool(
  parent: string,
  { name, teachers, hasCopies }: { name: string; teachers: number; hasCopies: boolean },
): Promise<LoadedSchool> {
  const folder = join(parent, name);
  await mkdir(folder);
  const ent = await startEntProcess(join(folder, 'ent'));
  const copies = hasCopies ? copiesOf(STUDENTS, COPY_BYTES) : [];
  let submissionIds: string[] = [];
  const password = 'mot-de-passe-de-mesure';
  await ent.betweenTwoRuns(async (school) => {
    ({ submissionIds } = writeClass(school, STUDENTS));
    for (let teacher = 0; teacher < teachers; teacher += 1) {
      const login = loginOf(teacher);
      await school.addAccount(login, password, `Professeur ${teacher}`);
      writeClass(school, STUDENTS, { login });
      if (hasCopies) await handInCopies(school, folder, submissionIds, copies, { login, password });
    }
  });
  const login = (teacher: number) => ({ url: ent.url, login: loginOf(teacher), password });
  return { ent, folder, copies, submissionIds, login };
}

function loginOf(teacher: number): string {
  return `professeur-${teacher}`;
}
