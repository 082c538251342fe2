import { expect, test } from 'vitest';
import { shownForm } from './form-display.ts';

const level = (criterion: number, id: number, score: string, isChosen = false) =>
  `<td width='25%' class="text-break level${isChosen ? ' checked' : ''} last" id="advancedgrading-7-criteria-${criterion}-levels-${id}"><div class="level-wrapper"><div class="definition">Niveau<br>${id}</div>${score === '' ? '' : `<div class="score"><span class="scorevalue">${score}</span> pts</div>`}</div></td>`;
const rubric = (rows: string) =>
  `<p>Avant<div class="clearfix gradingform_rubric review"><table id="advancedgrading-7-criteria">${rows}</table></div>`;
const row = (id: number, levels: string) =>
  `<tr class="criterion first even" id="advancedgrading-7-criteria-${id}"><td class="description" id="advancedgrading-7-criteria-${id}-description"><b>Soin</b> &amp; clarté</td><td class="levels"><table><tr id="advancedgrading-7-criteria-${id}-levels">${levels}</tr></table></td><td class="remark">Bien &lt;là&gt;</td></tr>`;

test('a rubric is read from a page, in whatever order its attributes stand, and so is what was chosen', () => {
  const page = rubric(
    row(1, level(1, 10, '0') + level(1, 11, '4', true)) + row(2, level(2, 20, '0', true) + level(2, 21, '6')),
  );
  expect(shownForm(page, { grade: 8, max: 20 })).toEqual({
    form: {
      kind: 'rubric',
      worth: 2,
      criteria: [
        {
          id: 1,
          label: 'Soin & clarté',
          max: 800,
          levels: [
            { id: 10, label: expect.stringMatching(/^Niveau\s10$/), points: 0 },
            { id: 11, label: expect.stringMatching(/^Niveau\s11$/), points: 800 },
          ],
        },
        expect.objectContaining({ id: 2, max: 1200 }),
      ],
    },
    filling: [
      { id: 1, points: 800, remark: 'Bien <là>', levelId: 11 },
      { id: 2, points: 0, remark: 'Bien <là>', levelId: 20 },
    ],
  });
});

test('where the lowest levels count as nothing, what they made of a copy says so', () => {
  const page = rubric(row(1, level(1, 10, '1') + level(1, 11, '2', true) + level(1, 12, '3')));
  const shown = shownForm(page, { grade: 10, max: 20 });
  expect(shown?.form.criteria[0]?.levels.map(({ points }) => points)).toEqual([0, 1000, 2000]);
  expect(shown?.filling).toMatchObject([{ points: 1000 }]);
});

test.each([
  ['nothing but a grade', '12,00&nbsp;/&nbsp;20,00'],
  ['scores that are hidden', rubric(row(1, level(1, 10, '') + level(1, 11, '', true)))],
  ['a grade that the levels do not make', rubric(row(1, level(1, 10, '0') + level(1, 11, '4', true)))],
  ['a form without criteria', rubric('')],
  ['a form of another kind', '<div class="gradingform_checklist"><tr id="x-criteria-1"></tr></div>'],
  ['tags without an end', `${'<div class="gradingform_rubric">'.repeat(5000)}<td id="a-criteria-1">`],
  ['a page without an end', `<div class="gradingform_rubric" id='`],
])('%s is no form', (_, page) => {
  expect(shownForm(page, { grade: 7, max: 20 })).toBeNull();
});
