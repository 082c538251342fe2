import { randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Engine } from '../../../main/engine/create-engine.ts';
import { CartableError } from '../../../main/engine/platform/cartable-error.ts';
import { memorySecrets, type Secrets } from '../../../main/engine/platform/secrets.ts';
import type { Mark } from '../../../preload/contract/annotations.ts';
import type { SubmissionSummary } from '../../../preload/contract/domain.ts';
import { openEngine, temporaryFolder } from '../synced-class.ts';
import { familyName, type OpenSchool, type School } from './school.ts';

const TICK: Mark = { id: 'm1', kind: 'tick', page: 0, color: '#c8322b', x: 100, y: 700, rotation: 0 };

/** What an annotation adds to a PDF of that length: an incremental update, as pdf.js writes it. */
export function tailAfter(base: Buffer, student: number): Buffer {
  const object = `8 0 obj\n(annotated for ${student})\nendobj\n`;
  const previous = /startxref\s+(\d+)/.exec(base.subarray(-64).toString('latin1'))?.[1] ?? '0';
  return Buffer.from(
    `${object}xref\n8 1\n${String(base.length).padStart(10, '0')} 00000 n \n` +
      `trailer\n<</Size 9/Root 1 0 R/Prev ${previous}>>\nstartxref\n${base.length + object.length}\n%%EOF\n`,
    'latin1',
  );
}

/** A school, and an engine that is connected to it. */
export class Desk {
  readonly school: School;
  readonly engine: Engine;
  readonly #secrets: { last: string };

  constructor(school: School, engine: Engine, secrets: { last: string }) {
    this.school = school;
    this.engine = engine;
    this.#secrets = secrets;
  }

  async sync() {
    return this.engine.client.sync.start();
  }

  /** The code that a sync fails with, whether it has begun or not. */
  async failureOfSync(): Promise<string> {
    try {
      const { outcome, error } = await this.sync();
      return error?.code ?? outcome;
    } catch (error) {
      if (error instanceof CartableError) return error.code;
      return String((error as { code?: unknown }).code ?? error);
    }
  }

  /** Requests that the server sees while something is done. */
  async requestsOf(act: () => Promise<unknown>): Promise<number> {
    const before = this.school.requestCount();
    await act();
    return this.school.requestCount() - before;
  }

  /** The class's copies, by their students' numbers. */
  async copies(): Promise<ReadonlyMap<number, SubmissionSummary>> {
    const { grading } = this.engine.client;
    const [assignment] = await grading.assignments({});
    const submissions = await grading.submissions({ assignmentId: assignment?.id ?? '' });
    const numbers = new Map(submissions.map((_, index) => [familyName(index + 1), index + 1]));
    return new Map(
      submissions.map((submission) => [numbers.get(submission.student.lastName) ?? 0, submission]),
    );
  }

  async copy(student: number): Promise<string> {
    return (await this.copies()).get(student)?.id ?? '';
  }

  async grade(student: number, pointsTimes100: number): Promise<void> {
    await this.engine.client.grading.saveGrade({ submissionId: await this.copy(student), pointsTimes100 });
  }

  async shownGrade(student: number): Promise<number | null> {
    return (await this.engine.client.grading.submission({ submissionId: await this.copy(student) }))
      .pointsTimes100;
  }

  /** Annotates a student's file: as the window does, by what is added to its bytes. */
  async annotate(student: number, submissionId: string): Promise<void> {
    const { annotations, grading } = this.engine.client;
    const [document] = (await grading.submission({ submissionId })).documents;
    const place = { submissionId, sha256: document?.sha256 ?? '' };
    const base = await annotations.base(place);
    const { revision } = await annotations.keep({ ...place, marks: [TICK] });
    const handover = randomUUID();
    const tail = tailAfter(this.school.copyOf(student), student);
    await writeFile(join(this.#vault.directory, 'incoming', handover), tail);
    await annotations.compose({ ...place, baseSha256: base.sha256, revision, handover });
  }

  /** The bytes of a copy that are on this computer. */
  async keptBytes(submissionId: string): Promise<Buffer> {
    const [document] = (await this.engine.client.grading.submission({ submissionId })).documents;
    return readFile(this.#vault.pathOf(document?.sha256 ?? ''));
  }

  /** Ends the teacher's session at the server, behind the engine's back. */
  async endSession(): Promise<void> {
    await this.school.endSession(this.#secrets.last);
  }

  get #vault() {
    return this.engine.workspaces.current().syncContext.vault;
  }
}

/** Keeps secrets, and what was kept last. */
function rememberingSecrets(): { secrets: Secrets; seen: { last: string } } {
  const inner = memorySecrets();
  const seen = { last: '' };
  const secrets: Secrets = {
    ...inner,
    set: async (key, secret) => {
      seen.last = secret;
      return inner.set(key, secret);
    },
  };
  return { secrets, seen };
}

/** A desk that is signed in, and has not synced yet. */
export async function openDesk(
  openSchool: OpenSchool,
  { students = 3, hasFiles = false } = {},
): Promise<Desk> {
  const school = await openSchool({ students, hasFiles });
  const { secrets, seen } = rememberingSecrets();
  const engine = await openEngine(join(await temporaryFolder(), 'data'), { secrets });
  const { url, login, password } = school;
  await engine.client.account.connect({ url, login, password });
  return new Desk(school, engine, seen);
}

/** One that has pulled. */
export async function openPulledDesk(
  openSchool: OpenSchool,
  options: { students?: number; hasFiles?: boolean } = {},
): Promise<Desk> {
  const desk = await openDesk(openSchool, options);
  expect(await desk.sync()).toMatchObject({ outcome: 'done', error: null });
  return desk;
}
