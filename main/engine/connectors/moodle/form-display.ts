import type { CriteriaForm, Filling, FormCriterion } from './grading-form.ts';
import { textOf } from './html-text.ts';
import { type HtmlElement, parseHtml } from './html-tree.ts';

/** A form as a page shows it, filled in for one copy. */
export interface ShownForm {
  readonly form: CriteriaForm;
  readonly filling: Filling;
}

/** Characters: sixty criteria of eight levels, with their texts. */
const PAGE_MAX = 500_000;
/** preload/contract/criteria.ts takes no more. */
const LABEL_MAX = 200;
const LEVEL_MAX = 60;
const LEVELS_MAX = 8;
const CRITERIA_MAX = 60;
const REMARK_MAX = 500;

interface Raw {
  readonly id: number;
  readonly label: string;
  readonly maxScore: number;
  readonly minScore: number;
  readonly levels: readonly { readonly id: number; readonly label: string; readonly score: number }[];
  readonly score: number | null;
  readonly levelId?: number | undefined;
  readonly remark: string;
}

/**
 * The rubric or guide in what Moodle shows of a grade (`gradefordisplay` of `mod_assign_get_submission_status`).
 *
 * The mobile service has no function that tells a form (`core_grading_get_definitions` is not among its functions); this page is made by
 * grade/grading/form/rubric/renderer.php and guide/renderer.php, whose ids name criteria and levels. Null for anything that is
 * not whole: scores may be hidden, a theme may show it in its own way.
 * @param points of the grade that it made, and of the assignment's maximum: from them follows what a score is worth
 */
export function shownForm(
  html: string,
  points: { readonly grade: number; readonly max: number },
): ShownForm | null {
  if (!html.includes('gradingform_') || html.length > PAGE_MAX) return null;
  const root = parseHtml(html);
  const shown = root.find(
    ({ classes }) => classes.includes('gradingform_rubric') || classes.includes('gradingform_guide'),
  );
  if (shown === null) return null;
  const kind = shown.classes.includes('gradingform_rubric') ? 'rubric' : 'guide';
  const rows = shown.all(({ id }) => /-criteria-\d+$/.test(id));
  const raw = rows.map((row) => (kind === 'rubric' ? rubricRow(row) : guideRow(row)));
  const criteria = raw.flatMap((one) => one ?? []);
  if (criteria.length === 0 || criteria.length !== raw.length || criteria.length > CRITERIA_MAX) return null;
  const worth = worthOf(criteria, points);
  if (worth === null) return null;
  const filling = criteria.flatMap(({ id, score, minScore, remark, levelId }) => {
    if (score === null) return [];
    const given = hundredths(score - worth.offset(minScore), worth.factor);
    return [{ id, points: given, remark, ...(levelId === undefined ? {} : { levelId }) }];
  });
  const form: CriteriaForm = {
    kind,
    worth: worth.factor,
    criteria: criteria.map((one) => criterionOf(one, worth)),
  };
  return { form, filling };
}

function criterionOf(
  { id, label, levels, maxScore, minScore }: Raw,
  { factor, offset }: Worth,
): FormCriterion {
  const points = (score: number) => hundredths(score - offset(minScore), factor);
  return {
    id,
    label: cut(label, LABEL_MAX) || `${id}`,
    max: points(maxScore),
    levels: levels.map((level) => ({
      id: level.id,
      label: cut(level.label, LEVEL_MAX) || `${level.score}`,
      points: points(level.score),
    })),
  };
}

interface Worth {
  /** Points of the assignment for a score of one. */
  readonly factor: number;
  /** What counts as nothing. */
  offset(minScore: number): number;
}

/**
 * rubric/lib.php and guide/lib.php `get_grade`: by the highest score, with `lockzeropoints`, or between the lowest and the highest.
 * Which of the two a form uses is told by what it made of a copy.
 */
function worthOf(criteria: readonly Raw[], { grade, max }: { grade: number; max: number }): Worth | null {
  const sum = (of: (one: Raw) => number) => criteria.reduce((total, one) => total + of(one), 0);
  const [most, least, reached] = [
    sum((one) => one.maxScore),
    sum((one) => one.minScore),
    sum((one) => one.score ?? 0),
  ];
  const isNear = (points: number) => Math.abs(points - grade) < 0.02;
  if (most > 0 && isNear((reached / most) * max)) return { factor: max / most, offset: () => 0 };
  if (most > least && isNear(((reached - least) / (most - least)) * max))
    return { factor: max / (most - least), offset: (minScore) => minScore };
  return null;
}

function rubricRow(row: HtmlElement): Raw | null {
  const id = numberAfter(row.id, /-criteria-(\d+)$/);
  const cells = row.all((one) => /-levels-\d+$/.test(one.id));
  const levels = cells.map((cell) => {
    const score = cell.find(({ classes }) => classes.includes('scorevalue'));
    const label = cell.find((one) => one.classes.includes('definition'));
    return {
      id: numberAfter(cell.id, /-levels-(\d+)$/) ?? 0,
      label: textIn(label),
      score: score === null ? Number.NaN : Number.parseFloat(textIn(score).replace(',', '.')),
      isChosen: cell.classes.includes('checked'),
    };
  });
  const isWhole =
    id !== null &&
    levels.length >= 1 &&
    levels.length <= LEVELS_MAX &&
    levels.every(({ score }) => Number.isFinite(score));
  if (!isWhole) return null;
  const scores = levels.map(({ score }) => score);
  return {
    id,
    label: textIn(row.find((one) => /-description$/.test(one.id))),
    maxScore: Math.max(...scores),
    minScore: Math.min(...scores),
    levels: levels.map(({ isChosen: _, ...level }) => level),
    score: levels.find(({ isChosen }) => isChosen)?.score ?? null,
    levelId: levels.find(({ isChosen }) => isChosen)?.id,
    remark: textIn(row.find(({ classes }) => classes.includes('remark'))).slice(0, REMARK_MAX),
  };
}

function guideRow(row: HtmlElement): Raw | null {
  const id = numberAfter(row.id, /-criteria-(\d+)$/);
  const shown = /^\s*(-?[\d.,]*)\s*\/\s*([\d.,]+)\s*$/.exec(
    textIn(row.find((one) => /-score$/.test(one.id))),
  );
  if (id === null || shown === null) return null;
  const [score, most] = [shown[1] ?? '', shown[2] ?? ''].map((text) =>
    Number.parseFloat(text.replace(',', '.')),
  );
  if (most === undefined || !Number.isFinite(most)) return null;
  const remark = row
    .find((one) => /-remark$/.test(one.id))
    ?.find(({ tag, classes }) => tag === 'div' && !classes.includes('hidden'));
  return {
    id,
    label: textIn(row.find(({ classes }) => classes.includes('criterionshortname'))),
    maxScore: most,
    minScore: 0,
    levels: [],
    score: score !== undefined && Number.isFinite(score) ? score : null,
    remark: textIn(remark ?? null).slice(0, REMARK_MAX),
  };
}

const hundredths = (score: number, factor: number) => Math.round(score * factor * 100);
const textIn = (element: HtmlElement | null) => (element === null ? '' : textOf(element.html, 1).trim());
const cut = (text: string, length: number) =>
  text.length <= length ? text : `${text.slice(0, length - 1)}…`;

function numberAfter(id: string, form: RegExp): number | null {
  const number = form.exec(id)?.[1];
  return number === undefined ? null : Number(number);
}
