import type { GradeStanding } from '../../../preload/contract/domain.ts';
import type { ReportLanguage } from '../../../preload/contract/exchange.ts';

/** What a printed report or gradebook says: here, for the window and the command line write the same pages. */
export interface ReportWords {
  readonly report: string;
  readonly gradebook: string;
  readonly wholeYear: string;
  readonly average: string;
  readonly classAverage: string;
  readonly classMedian: string;
  readonly period: string;
  readonly assignment: string;
  readonly date: string;
  readonly coefficient: string;
  readonly grade: string;
  readonly classColumn: string;
  readonly medianColumn: string;
  readonly student: string;
  readonly outOf20: string;
  readonly bonus: string;
  readonly notCounted: string;
  readonly late: string;
  readonly toGrade: string;
  readonly notAsked: string;
  readonly nothing: string;
  readonly missing: string;
  readonly noneMissing: string;
  readonly drafts: string;
  readonly rule: string;
  readonly capped: string;
  readonly uncapped: string;
  readonly comment: string;
  readonly madeOn: string;
  readonly standings: Record<GradeStanding, string>;
  readonly page: (page: number, of: number) => string;
}

const fr: ReportWords = {
  report: 'Bilan',
  gradebook: 'Carnet de notes',
  wholeYear: 'Toute l’année',
  average: 'Moyenne',
  classAverage: 'Moyenne de la classe',
  classMedian: 'Médiane de la classe',
  period: 'Période',
  assignment: 'Devoir',
  date: 'Date',
  coefficient: 'Coef.',
  grade: 'Note',
  classColumn: 'Classe',
  medianColumn: 'Médiane',
  student: 'Élève',
  outOf20: 'Moy. /20',
  bonus: 'bonus',
  notCounted: 'hors moyenne',
  late: 'en retard',
  toGrade: 'pas encore noté',
  notAsked: 'pas demandé',
  nothing: 'Aucun devoir à montrer pour cette période.',
  missing: 'Travaux non rendus\u00a0:',
  noneMissing: 'Tous les travaux ont été rendus.',
  drafts: 'Avec des notes que les élèves ne peuvent pas encore lire.',
  rule: 'Moyenne sur 20\u00a0: somme des (coefficient × note ramenée sur 20), divisée par la somme des coefficients. Une note absente n’est pas un zéro. Un devoir bonus ajoute ce qu’il a au-dessus de la moitié de son maximum.',
  capped: 'Plafonnée à 20.',
  uncapped: 'Non plafonnée.',
  comment: 'Appréciation\u00a0:',
  madeOn: 'Fait le',
  standings: { absent: 'absent', exempt: 'dispensé', 'not-handed-in': 'non rendu', late: 'en retard' },
  page: (page, of) => `page ${page} sur ${of}`,
};

const en: ReportWords = {
  report: 'Report',
  gradebook: 'Gradebook',
  wholeYear: 'The whole year',
  average: 'Average',
  classAverage: 'Class average',
  classMedian: 'Class median',
  period: 'Period',
  assignment: 'Assignment',
  date: 'Date',
  coefficient: 'Coeff.',
  grade: 'Grade',
  classColumn: 'Class',
  medianColumn: 'Median',
  student: 'Student',
  outOf20: 'Avg. /20',
  bonus: 'bonus',
  notCounted: 'not counted',
  late: 'late',
  toGrade: 'not graded yet',
  notAsked: 'not asked',
  nothing: 'No assignment to show for this period.',
  missing: 'Work not handed in:',
  noneMissing: 'All work was handed in.',
  drafts: 'With grades that students cannot read yet.',
  rule: 'Average out of 20: the sum of (coefficient × grade out of 20), divided by the sum of the coefficients. A missing grade is not a zero. A bonus assignment adds what it has above half its maximum.',
  capped: 'Capped at 20.',
  uncapped: 'Not capped.',
  comment: 'Comment:',
  madeOn: 'Made on',
  standings: { absent: 'absent', exempt: 'exempt', 'not-handed-in': 'not handed in', late: 'late' },
  page: (page, of) => `page ${page} of ${of}`,
};

/** The pages' words in a language. */
export const REPORT_WORDS: Readonly<Record<ReportLanguage, ReportWords>> = { fr, en };

/** Numbers and dates as a page writes them. */
export interface ReportFormats {
  readonly points: (pointsTimes100: number) => string;
  readonly date: (atMs: number) => string;
}

/** Numbers and dates in a language, by the school's clock. */
export function reportFormats(language: ReportLanguage, timeZone: string): ReportFormats {
  const locale = language === 'en' ? 'en-GB' : 'fr-FR';
  const points = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
  const date = new Intl.DateTimeFormat(locale, { timeZone, day: 'numeric', month: 'short', year: 'numeric' });
  return { points: (value) => points.format(value / 100), date: (atMs) => date.format(atMs) };
}
