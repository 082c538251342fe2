import type { Assignment, Fillings, Grade } from '../site/rows.ts';

/** A graded form as a page shows it (DISPLAY_REVIEW): grade/grading/form/rubric/renderer.php and guide/renderer.php, `display_instance`. */
export function formDisplay({ rubric, guide }: Assignment, { id, fillings }: Grade): string {
  if (fillings === null) return '';
  const name = `advancedgrading-${id}`;
  const rows =
    rubric?.criteria.map((criterion) => rubricRow(name, criterion, fillings)) ??
    guide?.criteria.map((criterion) => guideRow(name, criterion, fillings)) ??
    [];
  const method = rubric === null ? 'guide' : 'rubric';
  return `<div id="${method}-${name}" class="clearfix gradingform_${method} review"><table class="criteria" id="${name}-criteria">${rows.join('')}</table></div>`;
}

function rubricRow(
  name: string,
  { id, description = '', levels }: NonNullable<Assignment['rubric']>['criteria'][number],
  fillings: Fillings,
): string {
  const given = fillings.get(id);
  const cells = levels.map(({ id: levelid, definition = '', score }) => {
    const level = `${name}-criteria-${id}-levels-${levelid}`;
    const checked = given?.levelid === levelid ? ' checked' : '';
    return `<td id="${level}" class="level${checked}" width="33%"><div class="level-wrapper"><div class="definition" id="${level}-definition">${escaped(definition)}</div><div class="score"><span id="${level}-score" class="scorevalue">${score}</span> points</div></div></td>`;
  });
  return `<tr class="criterion" id="${name}-criteria-${id}"><td class="description" id="${name}-criteria-${id}-description">${escaped(description)}</td><td class="levels"><table><tr id="${name}-criteria-${id}-levels">${cells.join('')}</tr></table></td><td class="remark">${escaped(given?.remark ?? '')}</td></tr>`;
}

function guideRow(
  name: string,
  { id, shortname, maxscore }: NonNullable<Assignment['guide']>['criteria'][number],
  fillings: Fillings,
): string {
  const { score = 0, remark = '' } = fillings.get(id) ?? {};
  const row = `${name}-criteria-${id}`;
  const decimals = (points: number) => points.toFixed(5);
  return `<tr class="criterion" id="${row}"><td class="description" id="${row}-shortname-cell" tabindex="0"><div class="criterionshortname" name="${name}[criteria][${id}][shortname]">${escaped(shortname)}</div><div class="criteriondescription"></div></td><td class="remark" tabindex="0" id="${row}-remark"><div class="hidden" id="${row}-remark-desc">Remark for criterion ${escaped(shortname)}</div><div>${escaped(remark)}</div></td><td class="score" tabindex="0" id="${row}-score"><div>${decimals(score)} / ${decimals(maxscore)}</div></td></tr>`;
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
