import type { Engine } from '../../../main/engine/create-engine.ts';
import { openBenchEngine, signIn, syncOnce } from '../sync/copies.ts';
import type { LoadedSchool } from './school.ts';
import type { Teachers } from './teachers.ts';

/**
 * Real engines, each with a database of its own, that have their class from a session before.
 *
 * A class is given back in one session. With copies, each step's teachers are new computers of the same teachers: what they
 * ask for is the whole first session, with every copy, and the one in which the grades go back.
 */
export async function cartableTeachers(school: LoadedSchool, count: number): Promise<Teachers> {
  const hasCopies = school.copies.length > 0;
  const engines = new Map<number, Engine>();
  let opened = 0;
  let points = 0;
  const open = async (teacher: number) => {
    await engines.get(teacher)?.close();
    opened += 1;
    const engine = await openBenchEngine(school.folder, `computer-${opened}`);
    engines.set(teacher, engine);
    await signIn(engine, school.login(teacher));
    return engine;
  };
  const grade = async (engine: Engine) => {
    points = (points + 25) % 2000;
    for (const submissionId of school.submissionIds) {
      await engine.client.grading.saveGrade({ submissionId, pointsTimes100: points });
      await engine.client.grading.saveComment({ submissionId, text: `Un travail soigné (${points}).` });
    }
  };
  const of = (teacher: number): Engine => {
    const engine = engines.get(teacher);
    if (engine === undefined) throw new Error('no such teacher');
    return engine;
  };
  if (!hasCopies) for (let teacher = 0; teacher < count; teacher += 1) await syncOnce(await open(teacher));
  return {
    prepare: async (teacher) => {
      if (hasCopies) await open(teacher);
      else await grade(of(teacher));
    },
    work: async (teacher) => {
      await syncOnce(of(teacher));
      if (!hasCopies) return;
      await grade(of(teacher));
      await syncOnce(of(teacher));
    },
    close: async () => {
      for (const engine of engines.values()) await engine.close();
    },
  };
}
