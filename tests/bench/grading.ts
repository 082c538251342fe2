/**
 * Grading in the real window: `npm run bench -- grading [--only=next-copy,many-copies,ten-years,annotated] [--runs=7] [--json]`.
 *
 * `next-copy`: from a key to the next student's one-page scan, shown and ready to be graded. For scale: Moodle 5.1's own
 * grader in a browser needs about 3 s a student on such files (figures with tests/fake-moodle's recordings).
 * `many-copies`: 5,000 submissions in one assignment, opened, searched and scrolled, with the window at rest beside it.
 * `ten-years`: 200,000 submissions and a million rows of history beside an empty account, started in turns, and searched.
 * `annotated`: the bytes that a tick, a stamp and two lines of text add to a copy.
 */
import { parseArgs } from 'node:util';
import { bundleIfNeeded } from '../../build/bundle.ts';
import { measureAnnotatedClass } from './grading/annotated-class.ts';
import { measureManyCopies } from './grading/many-copies.ts';
import { measureNextCopy } from './grading/next-copy.ts';
import { measureTenYears } from './grading/ten-years-start.ts';
import { measureInWindow } from './window/measure-in-window.ts';

const { values } = parseArgs({
  options: { only: { type: 'string' }, runs: { type: 'string', default: '7' }, json: { type: 'boolean' } },
});

const PARTS = {
  'next-copy': measureNextCopy,
  'many-copies': measureManyCopies,
  'ten-years': async (executablePath: string, root: string) =>
    measureTenYears(executablePath, root, Number(values.runs)),
  annotated: measureAnnotatedClass,
};

async function measure(executablePath: string, root: string): Promise<void> {
  const wanted = values.only?.split(',') ?? Object.keys(PARTS);
  const unknown = wanted.filter((name) => !Object.hasOwn(PARTS, name));
  if (unknown.length > 0) throw new Error(`No such part: ${unknown.join(', ')}`);
  const figures: Record<string, unknown> = {};
  for (const name of wanted) {
    figures[name] = await PARTS[name as keyof typeof PARTS](executablePath, root);
    if (!values.json) console.log(name, figures[name]);
  }
  if (values.json) console.log(JSON.stringify(figures));
}

await measureInWindow('cartable-grading-', bundleIfNeeded, measure);
