import { DAY_MINUTES, MINUTES, SURGE_MONDAY } from './fortnight.ts';
import { type PlottedLine, plotOf } from './plots.ts';
import type { ReportWords } from './report-words.ts';
import { ENGLISH } from './report-words-en.ts';
import { FRENCH } from './report-words-fr.ts';
import type { RegionReport, ScenarioOutcome } from './scenarios.ts';
import type { TimesLess } from './what-ifs.ts';

type Language = 'fr' | 'en';

/** How many times less was to be reached. */
const TARGETS = { requests: 40, peak: 20, bytes: 20, cpu: 10 };

const WORDS: Readonly<Record<Language, ReportWords>> = { fr: FRENCH, en: ENGLISH };

/** One self-contained page, French first, English behind a button: figures, plots, assumptions, and what it does not show. */
export function pageOf(report: RegionReport): string {
  return `<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Cartable : un mauvais lundi, rejoué</title><style>${STYLE}</style></head>
<body class="fr"><button type="button" id="language">English / Français</button>
${(['fr', 'en'] as const).map((language) => `<main lang="${language}">${body(report, language)}</main>`).join('\n')}
<script>document.getElementById('language').onclick=()=>{const b=document.body;b.className=b.className==='fr'?'en':'fr';document.documentElement.lang=b.className}</script>
</body></html>
`;
}

function body(report: RegionReport, language: Language): string {
  const words = WORDS[language];
  const all = outcome(report, 'all');
  return [
    `<h1>${words.title}</h1><p class="lead">${words.lead}</p>`,
    `<section class="figures">${headline(all, words, language)}</section>`,
    `<p>${words.figuresText}</p>`,
    `<h2>${words.scenarios}</h2><p>${words.scenariosText}</p>${scenarioTable(report, words, language)}`,
    `<h2>${words.kinds}</h2><p>${words.kindsText}</p>${kindTable(all, words, language)}`,
    `<h2>${words.left}</h2>${leftText(report, words, language)}${leverTable(report, words, language)}`,
    `<h2>${words.plots}</h2><p>${words.key}</p>${plots(report, words, language)}`,
    `<h2>${words.energy}</h2>${energy(report, words, language)}`,
    `<h2>${words.seeds}</h2><p>${words.seedsText}</p>${seedTable(report, words, language)}`,
    `<h2>${words.sensitivity}</h2><p>${words.sensitivityText}</p>${sensitivityTable(report, words, language)}`,
    `<h2>${words.assumptions}</h2>${assumptionTable(report, words, language)}`,
    `<h2>${words.conclusion}</h2><p>${conclusion(all, words, language)}</p>`,
    `<p class="small">${words.made(report.seed)}</p>`,
  ].join('\n');
}

function conclusion({ timesLess }: ScenarioOutcome, words: ReportWords, language: Language): string {
  const { requests, bytesInStudentsHours: bytes } = timesLess;
  const text = words.conclusionText(times(requests, language), times(bytes, language));
  return bytes >= TARGETS.bytes ? text : `${text} ${words.bytesMissed}`;
}

function outcome(report: RegionReport, name: string): ScenarioOutcome {
  const found = report.scenarios.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no scenario ${name}`);
  return found;
}

/** What was to be reached is said beside what was. */
function headline({ timesLess }: ScenarioOutcome, words: ReportWords, language: Language): string {
  const figures = [
    [timesLess.requests, words.requests, TARGETS.requests],
    [timesLess.peak, words.mondayPeak, TARGETS.peak],
    [timesLess.bytesInStudentsHours, words.studentsHoursBytes, TARGETS.bytes],
    [timesLess.cpu, words.cpu, TARGETS.cpu],
  ] as const;
  return figures
    .map(([value, label, target]) => {
      const isReached = value >= target;
      const verdict = `<em class="${isReached ? 'reached' : 'missed'}">${words.target(target, isReached)}</em>`;
      return `<div><b>÷ ${times(value, language)}</b><span>${label}</span>${verdict}</div>`;
    })
    .join('');
}

function scenarioTable(report: RegionReport, words: ReportWords, language: Language): string {
  const rows = report.scenarios.map(({ name, teachers, timesLess, refusedSessions, minutesToObey }) => [
    words.scenario[name] ?? name,
    number(teachers.requests / 1e6, language),
    `÷ ${times(timesLess.requests, language)}`,
    number(teachers.surgeMondayPeakPerSecond, language),
    `÷ ${times(timesLess.peak, language)}`,
    number(teachers.bytes / 1e12, language),
    percent(teachers.bytesInStudentsHours / teachers.bytes, language),
    `÷ ${times(timesLess.bytesInStudentsHours, language)}`,
    number(teachers.cpuSeconds / 3600, language),
    `÷ ${times(timesLess.cpu, language)}`,
    number(refusedSessions, language),
    minutesToObey === null ? '–' : number(minutesToObey, language),
  ]);
  return table(words.scenarioHead, rows);
}

/** Where Cartable's requests and bytes go, when all have it. */
function kindTable({ kinds, teachers }: ScenarioOutcome, words: ReportWords, language: Language): string {
  const share = (part: number, all: number) => percent(part / Math.max(1, all), language);
  const rows = kinds.map(({ kind, sessions, requests, bytes, bytesInStudentsHours }) => [
    words.kind[kind],
    number(sessions, language),
    number(requests, language),
    share(requests, teachers.requests),
    number(bytes / 1e9, language),
    number(bytesInStudentsHours / 1e9, language),
    share(bytesInStudentsHours, teachers.bytesInStudentsHours),
  ]);
  return table(words.kindHead, rows);
}

function leftText({ studentsHours }: RegionReport, words: ReportWords, language: Language): string {
  const { lacking, allowed, along, scheduleBound, noSchedule } = studentsHours;
  return `<p>${words.leftText({
    lacking: percent(lacking, language),
    allowed: percent(allowed, language),
    along: percent(along, language),
    scheduleBound: times(scheduleBound, language),
    noSchedule: times(noSchedule, language),
  })}</p>`;
}

function leverTable(report: RegionReport, words: ReportWords, language: Language): string {
  const rows = report.levers.map(({ changes, ...less }) => {
    const told = (Object.entries(changes) as [keyof typeof changes, number][]).map(
      ([name, value]) =>
        words.lever[name]?.(value <= 1 ? percent(value, language) : number(value, language)) ?? name,
    );
    return [told.length === 0 ? words.asItIs : told.join(words.and), ...lessCells(less, language)];
  });
  return table(words.leverHead, rows);
}

function seedTable(report: RegionReport, words: ReportWords, language: Language): string {
  const rows = report.seeds.map(({ seed, ...less }) => [String(seed), ...lessCells(less, language)]);
  return table(words.seedHead, rows);
}

function sensitivityTable(report: RegionReport, words: ReportWords, language: Language): string {
  const rows = report.sensitivity.map(({ name, at, ...less }) => [
    report.assumptions[name].label[language],
    number(at, language),
    ...lessCells(less, language),
  ]);
  return table(words.sensitivityHead, rows);
}

function lessCells({ requests, peak, bytesInStudentsHours, cpu }: TimesLess, language: Language): string[] {
  return [requests, peak, bytesInStudentsHours, cpu].map((value) => `÷ ${times(value, language)}`);
}

function assumptionTable(report: RegionReport, words: ReportWords, language: Language): string {
  const rows = Object.values(report.assumptions).map(({ label, value, range, source }) => [
    label[language],
    number(value, language),
    range === undefined ? '–' : range.map((end) => number(end, language)).join(' – '),
    source?.[language] ?? words.assumed,
  ]);
  return table(words.assumptionHead, rows);
}

/** A stated estimate: processor seconds times watts, bytes times kWh a GB. */
function energy(report: RegionReport, words: ReportWords, language: Language): string {
  const { wattsPerCore, kwhPerGb } = report.assumptions;
  const rows = ['web', 'all'].map((name) => {
    const { teachers } = outcome(report, name);
    const processor = (teachers.cpuSeconds * wattsPerCore.value) / 3_600_000;
    const network = (teachers.bytes / 1e9) * kwhPerGb.value;
    return [words.scenario[name] ?? name, number(processor, language), number(network, language)];
  });
  return `${table(words.energyHead, rows)}<p>${words.energyText}</p>`;
}

const perSecond = (value: number) => value / 60;
const megabits = (value: number) => (value * 8) / 60 / 1e6;
const MONDAY = { from: SURGE_MONDAY * DAY_MINUTES, to: (SURGE_MONDAY + 1) * DAY_MINUTES };
const FORTNIGHT = { from: 0, to: MINUTES };

function plots({ curves }: RegionReport, words: ReportWords, language: Language): string {
  const figure = (
    title: string,
    span: { from: number; to: number },
    kind: 'requests' | 'bytes',
    names: readonly string[],
  ) => {
    const lines: PlottedLine[] = names.map((name) => ({
      className: name,
      values: curves[name]?.[kind] ?? new Float64Array(MINUTES),
    }));
    const unit = kind === 'requests' ? perSecond : megabits;
    const label = (value: number) => number(value, language);
    const svg = plotOf({ title, ...span, unit, days: words.days, lines, label });
    const key = names.map((name) => `<span class="key ${name}"><i></i>${words.line[name] ?? name}</span>`);
    return `<figure><figcaption>${title}</figcaption><p>${key.join(' ')}</p>${svg}</figure>`;
  };
  return [
    figure(words.plotTeachersMonday, MONDAY, 'requests', ['web', 'half', 'all', 'crisis']),
    figure(words.plotCartableMonday, MONDAY, 'requests', ['all', 'allWithoutWindows', 'crisis']),
    figure(words.plotTeachersFortnight, FORTNIGHT, 'requests', ['web', 'half', 'all']),
    figure(words.plotMegabitsMonday, MONDAY, 'bytes', ['web', 'all', 'allWithoutWindows']),
    figure(words.plotEveryone, FORTNIGHT, 'requests', ['students', 'parents', 'web', 'all']),
    figure(words.plotEveryoneMegabits, FORTNIGHT, 'bytes', ['students', 'parents', 'web', 'all']),
  ].join('\n');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = (tag: string, row: readonly string[]) =>
    row.map((cell) => `<${tag}>${cell}</${tag}>`).join('');
  return `<div class="scroll"><table><thead><tr>${cells('th', head)}</tr></thead><tbody>${rows
    .map((row) => `<tr>${cells('td', row)}</tr>`)
    .join('')}</tbody></table></div>`;
}

function number(value: number, language: Language): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 1 ? 1 : 3;
  return value.toLocaleString(language, { maximumFractionDigits: digits });
}

function percent(value: number, language: Language): string {
  return value.toLocaleString(language, { style: 'percent', maximumFractionDigits: value < 0.1 ? 1 : 0 });
}

function times(value: number, language: Language): string {
  return value.toLocaleString(language, { maximumFractionDigits: value >= 100 ? 0 : 1 });
}

const STYLE = `
:root{--paper:#fbfaf7;--ink:#22262c;--blue:#1f3a68;--red:#c8322b;--green:#2f7a4f;--amber:#a8690a;--line:#d8d4ca;--shade:#efece3}
@media (prefers-color-scheme:dark){:root{--paper:#14171c;--ink:#e6e4de;--blue:#8fb0e6;--red:#f0857f;--green:#7cc79a;--amber:#e0b060;--line:#343a44;--shade:#1d222a}}
body{background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,sans-serif;margin:0 auto;max-width:1040px;padding:24px}
body.fr main[lang=en],body.en main[lang=fr]{display:none}
h1{font-size:28px;line-height:1.2;margin:8px 0}h2{font-size:20px;margin:40px 0 8px}
.lead{font-size:18px;max-width:70ch}p{max-width:80ch}.small{font-size:13px}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(200px,1fr));gap:16px;margin:24px 0}
.figures div{border-top:3px solid var(--blue);padding-top:8px}.figures b{display:block;font-size:32px;color:var(--blue)}
.scroll{overflow-x:auto}table{border-collapse:collapse;font-size:14px;font-variant-numeric:tabular-nums;width:100%}
th,td{border-bottom:1px solid var(--line);padding:6px 8px;text-align:right;vertical-align:top}th:first-child,td:first-child{min-width:180px;text-align:left}
figure{margin:24px 0}figcaption{font-weight:600}svg{width:100%;height:auto}
.axis{fill:var(--ink);font-size:11px}.grid{stroke:var(--line)}.school{fill:var(--shade)}
.line{fill:none;stroke-width:1.6}.web{stroke:var(--red)}.all{stroke:var(--blue);stroke-width:2.2}.half{stroke:var(--amber)}.crisis{stroke:var(--green);stroke-dasharray:6 3}
.allWithoutWindows{stroke:var(--amber);stroke-dasharray:2 3}.students{stroke:var(--green)}.parents{stroke:var(--amber)}
.key{margin-right:20px;white-space:nowrap}.key i{border-top:3px solid;display:inline-block;margin-right:6px;vertical-align:middle;width:28px}figure p{font-size:14px;margin:0}
.key.web{color:var(--red)}.key.all{color:var(--blue)}.key.half,.key.parents{color:var(--amber)}.key.allWithoutWindows{color:var(--amber)}.key.allWithoutWindows i{border-top-style:dotted}
.key.crisis,.key.students{color:var(--green)}.key.crisis i{border-top-style:dashed}
.figures em{display:block;font-size:14px;font-style:normal}.reached{color:var(--green)}.missed{color:var(--red)}
button{margin-bottom:16px;background:none;border:1px solid var(--line);border-radius:4px;color:inherit;cursor:pointer;font:inherit;padding:4px 12px}
`;
