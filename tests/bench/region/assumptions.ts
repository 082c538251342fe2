/** A figure that the report stands on: from a source, or assumed, and then with the range that it is tried in. */
export interface Assumption {
  readonly value: number;
  /** Tried in the table of sensitivity; absent where a source gives the figure. */
  readonly range?: readonly [low: number, high: number];
  readonly label: { readonly fr: string; readonly en: string };
  /** Where the figure comes from; null: assumed. */
  readonly source: { readonly fr: string; readonly en: string } | null;
}

const PRESS = {
  fr: 'bilan de presse de la région Auvergne-Rhône-Alpes, printemps 2020',
  en: 'press report of the Auvergne-Rhône-Alpes region, spring 2020',
};
const MOODLE = {
  fr: 'mesuré sur un vrai Moodle 5.1 (35 copies d’une page)',
  en: 'measured on a real Moodle 5.1 (35 one-page copies)',
};
const THIS_CHECKOUT = {
  fr: 'mesuré sur cette version de Cartable et son serveur de référence',
  en: 'measured on this version of Cartable and its reference server',
};

const assumed = (value: number, range: readonly [number, number], fr: string, en: string): Assumption => ({
  value,
  range,
  label: { fr, en },
  source: null,
});

const known = (
  value: number,
  source: NonNullable<Assumption['source']>,
  fr: string,
  en: string,
): Assumption => ({ value, label: { fr, en }, source });

/** What a class costs through Cartable, as `npm run bench -- sync` measures it. */
export interface ClassCosts {
  readonly idle: Load;
  /** Grades and comments alone. */
  readonly grades: Load;
  /** The copies come. */
  readonly pull: Load;
  /** Annotated copies go back, with the grades. */
  readonly annotated: Load;
}

/** What work asks of an ENT. */
export interface Load {
  readonly requests: number;
  readonly bytes: number;
  readonly cpuMs: number;
}

/** What the sources say, and what is assumed. */
const KNOWN_BEFORE = {
  teachers: known(35_000, PRESS, 'Comptes d’enseignants', 'Teachers’ accounts'),
  students: known(356_000, PRESS, 'Comptes d’élèves', 'Students’ accounts'),
  parents: known(62_100, PRESS, 'Comptes de parents', 'Parents’ accounts'),
  pagesInSurge: known(26e6, PRESS, 'Pages vues dans la première semaine', 'Pages in the first week'),
  surge: known(
    3.3,
    PRESS,
    'Requêtes du lundi de crise, en fois un lundi normal',
    'Requests on the surge Monday, times a normal one',
  ),
  weekSurge: known(
    5,
    PRESS,
    'Pages de la semaine de crise, en fois une semaine normale',
    'Pages in the surge week, times a normal week',
  ),
  requestsPerPage: assumed(8, [3, 15], 'Requêtes par page vue', 'Requests a page'),
  bytesPerRequest: assumed(
    83_000,
    [40_000, 150_000],
    'Octets par requête d’une page',
    'Bytes a request of a page',
  ),
  cpuMsPerRequest: assumed(
    50,
    [20, 80],
    'Temps processeur par requête d’une page (ms)',
    'CPU time a request of a page (ms)',
  ),
  classesPerWeek: assumed(
    1,
    [0.5, 2],
    'Classes notées par enseignant dans une semaine normale',
    'Classes that a teacher grades in a normal week',
  ),
  workSurge: assumed(
    2,
    [1, 3.3],
    'Classes notées dans la semaine de crise, en fois la normale',
    'Classes graded in the surge week, times the normal one',
  ),
  minutesPerCopy: assumed(3, [1, 8], 'Minutes par copie', 'Minutes a copy'),
  inSchoolHours: assumed(
    0.3,
    [0.1, 0.6],
    'Part des classes notées de 08:30 à 17:00',
    'Share of classes graded from 08:30 to 17:00',
  ),
  daysBeforeGrading: assumed(
    2,
    [1, 7],
    'Jours entre la remise des copies et leur correction, en moyenne',
    'Days from the handing in of copies to their grading, on average',
  ),
  annotated: assumed(
    0.5,
    [0, 1],
    'Part des classes rendues avec des copies annotées',
    'Share of classes given back with annotated copies',
  ),
  copyBytes: {
    ...known(
      2_100_000,
      MOODLE,
      'Octets d’une copie d’élève (celles que le web a notées)',
      'Bytes of a student’s copy (those that the web graded)',
    ),
    range: [400_000, 4_000_000],
  },
  hoursOpen: assumed(
    3,
    [1, 8],
    'Heures par jour où Cartable est ouvert sans qu’on note',
    'Hours a day in which Cartable is open without grading',
  ),
  eveningsOpen: assumed(
    0.7,
    [0.4, 0.95],
    'Part des soirs d’école où Cartable est ouvert sans qu’on note',
    'Share of school evenings on which Cartable is open without grading',
  ),
  leftOn: assumed(
    0,
    [0.5, 1],
    'Part des enseignants dont l’ordinateur reste allumé la nuit, du soir vers 08:15, avant un jour d’école',
    'Share of teachers whose computer stays on at night, from the evening to about 08:15, before a school day',
  ),
  capacity: assumed(
    1.5,
    [1.2, 3],
    'Capacité de l’ENT, en fois la pointe d’une semaine normale',
    'Capacity of the ENT, times the peak of a normal week',
  ),
  wattsPerCore: assumed(
    12,
    [6, 30],
    'Watts par cœur occupé, bâtiment compris',
    'Watts a busy core, building included',
  ),
  kwhPerGb: assumed(0.03, [0.005, 0.06], 'kWh par Go transporté', 'kWh a GB carried'),
  webRequests: known(
    523.5,
    MOODLE,
    'Requêtes du web pour une classe (505 à 542)',
    'Requests of the web for a class (505 to 542)',
  ),
  webBytes: known(43.6e6, MOODLE, 'Octets du web pour une classe', 'Bytes of the web for a class'),
  webCpuMs: known(
    26_600,
    MOODLE,
    'Temps processeur du web pour une classe (ms)',
    'CPU time of the web for a class (ms)',
  ),
} as const satisfies Record<string, Assumption>;

/** The three figures of work that this checkout was measured at. */
function measured<N extends string>(name: N, load: Load, fr: string, en: string) {
  return {
    [`${name}Requests`]: known(load.requests, THIS_CHECKOUT, `Requêtes ${fr}`, `Requests ${en}`),
    [`${name}Bytes`]: known(load.bytes, THIS_CHECKOUT, `Octets ${fr}`, `Bytes ${en}`),
    [`${name}CpuMs`]: known(load.cpuMs, THIS_CHECKOUT, `Temps processeur ${fr} (ms)`, `CPU time ${en} (ms)`),
  } as Record<`${N}${'Requests' | 'Bytes' | 'CpuMs'}`, Assumption>;
}

/** Every figure of the simulation. */
export function assumptionsOf({ idle, grades, pull, annotated }: ClassCosts) {
  return {
    ...KNOWN_BEFORE,
    ...measured('idle', idle, 'd’une question sans nouvelle', 'of a question without news'),
    ...measured('grades', grades, 'd’une session qui envoie des notes', 'of a session that sends grades'),
    ...measured(
      'pull',
      pull,
      'pour recevoir une classe de copies de 400 ko',
      'to receive a class of copies of 400 kB',
    ),
    ...measured('annotated', annotated, 'pour rendre une classe annotée', 'to give an annotated class back'),
  };
}

export type AssumptionName = keyof ReturnType<typeof assumptionsOf>;
/** The figures themselves, without where they come from. */
export type Figures = Readonly<Record<AssumptionName, number>>;

export const CLASS_SIZE = 35;

/** The figures, some of them replaced. */
export function figuresOf(
  assumptions: ReturnType<typeof assumptionsOf>,
  changes: Partial<Figures> = {},
): Figures {
  const values = Object.fromEntries(
    Object.entries(assumptions).map(([name, { value }]) => [name, value]),
  ) as Record<AssumptionName, number>;
  return { ...values, ...changes };
}
