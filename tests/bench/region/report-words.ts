import type { AssumptionName } from './assumptions.ts';
import type { Kind } from './session-load.ts';

/** What is said of the students' hours, written as the language does. */
interface LeftFigures {
  readonly lacking: string;
  readonly allowed: string;
  readonly scheduleBound: string;
  readonly noSchedule: string;
}

/** Every sentence of the page, in one language. */
export interface ReportWords {
  readonly title: string;
  readonly lead: string;
  readonly requests: string;
  readonly mondayPeak: string;
  readonly studentsHoursBytes: string;
  readonly cpu: string;
  target(value: number, isReached: boolean): string;
  readonly figuresText: string;
  readonly scenarios: string;
  readonly scenariosText: string;
  readonly scenario: Readonly<Record<string, string>>;
  readonly scenarioHead: readonly string[];
  readonly kinds: string;
  readonly kindsText: string;
  readonly kind: Readonly<Record<Kind, string>>;
  readonly kindHead: readonly string[];
  readonly left: string;
  leftText(figures: LeftFigures): string;
  readonly asItIs: string;
  readonly lever: Readonly<Partial<Record<AssumptionName, (value: string) => string>>>;
  readonly and: string;
  readonly leverHead: readonly string[];
  readonly plots: string;
  readonly key: string;
  readonly line: Readonly<Record<string, string>>;
  readonly plotCartableMonday: string;
  readonly plotEveryoneMegabits: string;
  readonly plotTeachersMonday: string;
  readonly plotTeachersFortnight: string;
  readonly plotMegabitsMonday: string;
  readonly plotEveryone: string;
  readonly days: readonly string[];
  readonly energy: string;
  readonly energyHead: readonly string[];
  readonly energyText: string;
  readonly seeds: string;
  readonly seedsText: string;
  readonly seedHead: readonly string[];
  readonly sensitivity: string;
  readonly sensitivityText: string;
  readonly sensitivityHead: readonly string[];
  readonly assumptions: string;
  readonly assumptionHead: readonly string[];
  readonly assumed: string;
  readonly conclusion: string;
  conclusionText(requests: string, bytes: string): string;
  made(seed: number): string;
}

const twoWeeks = (days: readonly string[]) => [...days, ...days];

export const WORDS: Readonly<Record<'fr' | 'en', ReportWords>> = {
  fr: {
    title: 'Un mauvais lundi, rejoué',
    lead: 'Deux semaines d’une région, minute par minute : une semaine normale, puis celle où tout passe par l’ENT. Les enseignants notent les mêmes classes aux mêmes heures ; seul l’outil change. Le calendrier, le report, l’étalement et les reprises sont le code même de Cartable.',
    requests: 'de requêtes d’enseignants',
    mondayPeak: 'à la pointe du lundi de crise',
    studentsHoursBytes: 'd’octets aux heures des élèves',
    cpu: 'de temps processeur',
    target: (value, isReached) => `objectif : ÷ ${value}, ${isReached ? 'atteint' : 'manqué'}`,
    figuresText:
      'Tous les enseignants avec Cartable, à côté de tous par le web, pour le même travail. Ce que coûte une classe est mesuré : par le web sur un vrai Moodle 5.1, par Cartable sur son serveur de référence. Qui note quoi, quand, et quand un ordinateur est allumé est supposé : chaque hypothèse est plus bas, avec ce que le résultat devient à ses bornes.',
    scenarios: 'Scénarios',
    scenariosText:
      'Les enseignants seuls. « ÷ » compare au web seul. La pointe est la minute la plus chargée du lundi de crise. Une session refusée par l’ENT saturé est une requête, puis une attente.',
    scenario: {
      web: 'Tous par le web',
      ten: '10 % avec Cartable',
      quarter: '25 % avec Cartable',
      half: '50 % avec Cartable',
      all: 'Tous avec Cartable',
      allWithoutWindows: 'Tous, sans heures réservées aux élèves',
      crisis: 'Tous, consignes de crise lundi à 9 h',
    },
    scenarioHead: [
      'Scénario',
      'Requêtes (millions)',
      'fois moins',
      'Pointe du lundi (req/s)',
      'fois moins',
      'Octets (To)',
      'aux heures des élèves',
      'fois moins à ces heures',
      'Processeur (heures)',
      'fois moins',
      'Sessions refusées',
      'Minutes jusqu’à 95 % d’obéissance',
    ],
    kinds: 'À quoi servent les requêtes de Cartable',
    kindsText:
      'Tous avec Cartable. Une session qui sert à plusieurs choses est comptée à chacune ; son début et sa fin le sont à la première.',
    kind: {
      question: 'Demander s’il y a du nouveau, sans nouvelle',
      news: 'Apprendre une nouvelle, documents plus tard',
      edits: 'Envoyer des notes et des appréciations',
      copies: 'Recevoir des copies, aux heures prévues',
      off: 'Copies demandées : ordinateur allumé à aucune autre heure depuis leur remise',
      turnedAway: 'Copies demandées : l’ENT saturé les avait refusées',
      missed: 'Copies demandées : ordinateur allumé trop peu de temps',
      along: 'Autres classes, venues avec celle qui est demandée',
      returns: 'Rendre des copies annotées',
      refused: 'Refus d’un ENT saturé',
    },
    kindHead: [
      'Pour',
      'Sessions',
      'Requêtes',
      'Part des requêtes',
      'Go en tout',
      'Go aux heures des élèves',
      'Part de ceux-ci',
    ],
    left: 'Ce qui reste aux heures des élèves',
    leftText: ({ lacking, allowed, scheduleBound, noSchedule }) =>
      `Qui note à 10 h une classe qu’il n’a pas la demande à 10 h, avec ou sans Cartable. C’est le cas de ${lacking} des classes notées aux heures des élèves ; pour un vingtième des octets du web, il faudrait que ce soit ${allowed}, car Cartable reçoit le fichier de l’élève (2,1 Mo) là où le correcteur du web montre une image de la page : une classe demandée à ces heures divise les octets par ${noSchedule}, c’est-à-dire qu’elle en prend davantage. Si seules venaient alors les classes dont l’ordinateur n’était allumé à aucune autre heure, le rapport serait de ${scheduleBound} : aucun calendrier ne fait mieux. Le reste dépend de l’école et de l’ENT, et voici ce que cela donnerait (un vingtième des enseignants). Un ordinateur qui reste allumé la nuit consomme ; un réveil à 6 h suffit.`,
    asItIs: 'Tel quel',
    lever: {
      eveningsOpen: (value) => `Cartable ouvert ${value} des soirs d’école`,
      capacity: (value) => `un ENT de ${value} fois la pointe normale, qui ne refuse presque personne`,
      copyBytes: () => 'des copies de 400 ko (limite au dépôt)',
      leftOn: (value) => `ordinateur allumé la nuit, ou réveillé à 6 h : ${value} des enseignants`,
    },
    and: ', et ',
    leverHead: ['Si', 'Requêtes', 'Pointe du lundi', 'Octets aux heures des élèves', 'Processeur'],
    plots: 'Au fil du temps',
    key: 'Fond ombré : heures des élèves. Chaque point est la minute la plus chargée de son intervalle.',
    line: {
      web: 'enseignants, web seul',
      half: 'enseignants, moitié avec Cartable',
      all: 'enseignants, tous avec Cartable',
      allWithoutWindows: 'tous avec Cartable, sans heures réservées',
      crisis: 'tous avec Cartable, consignes de crise à 9 h',
      students: 'élèves',
      parents: 'parents',
    },
    plotCartableMonday: 'Requêtes par seconde de Cartable seul, lundi de crise (autre échelle)',
    plotEveryoneMegabits: 'Mb/s de tous, deux semaines',
    plotTeachersMonday: 'Requêtes d’enseignants par seconde, lundi de crise',
    plotTeachersFortnight: 'Requêtes d’enseignants par seconde, deux semaines',
    plotMegabitsMonday: 'Mb/s des enseignants, lundi de crise',
    plotEveryone: 'Requêtes par seconde de tous, deux semaines',
    days: twoWeeks(['lun.', 'mar.', 'mer.', 'jeu.', 'ven.', 'sam.', 'dim.']),
    energy: 'Énergie (estimation)',
    energyHead: ['Scénario', 'Processeurs (kWh)', 'Réseau (kWh)'],
    energyText:
      'Secondes de processeur fois les watts par cœur, octets fois les kWh par Go : deux hypothèses, données plus bas. Un réseau consomme presque autant au repos : les kWh du réseau ne se gagnent pas en un jour.',
    seeds: 'La part du hasard',
    seedsText:
      'Les mêmes hypothèses, cinq tirages, un dixième des enseignants. Une pointe de si peu de gens est plus haute qu’elle ne le serait de tous : le rapport des pointes s’améliore avec le nombre.',
    seedHead: ['Graine', 'Requêtes', 'Pointe du lundi', 'Octets aux heures des élèves', 'Processeur'],
    sensitivity: 'Sensibilité',
    sensitivityText:
      'Chaque hypothèse à ses deux bornes, les autres inchangées ; tous avec Cartable à côté du web seul, sur un vingtième des enseignants.',
    sensitivityHead: [
      'Hypothèse',
      'Valeur',
      'Requêtes',
      'Pointe du lundi',
      'Octets aux heures des élèves',
      'Processeur',
    ],
    assumptions: 'Chiffres et hypothèses',
    assumptionHead: ['Chiffre', 'Valeur', 'Bornes essayées', 'Source'],
    assumed: 'hypothèse',
    conclusion: 'Ce que cela montre, et ne montre pas',
    conclusionText: (requests, bytes) =>
      `Pour le même travail, les requêtes des enseignants sont divisées par ${requests}, et leurs octets aux heures des élèves par ${bytes}. Cela ne montre pas : ce que font les élèves et les parents, dont les pages sont l’essentiel de la charge et que Cartable ne change pas ; les autres pages qu’un enseignant ouvre (messagerie, cahier de textes) ; un vrai serveur saturé, dont les files d’attente se comportent plus mal qu’une part de refus ; le temps processeur d’un autre serveur que celui de référence (Node, SQLite) face à celui du Moodle mesuré (PHP, PostgreSQL). Cartable reçoit les copies telles que les élèves les ont remises : en tout, il descend plus d’octets que le correcteur du web, mais à d’autres heures. Les octets du web sont ceux de copies d’une page : avec plusieurs pages ils croissent d’autant, ce qui n’a pas été mesuré. Le vingtième des octets aux heures des élèves n’est pas atteint, et le calendrier seul ne peut pas l’atteindre : il y faut des ordinateurs allumés à d’autres heures, ou des copies plus légères.`,
    made: (seed) =>
      `Fait par « npm run bench -- region », graine ${seed}. La même graine donne les mêmes chiffres.`,
  },
  en: {
    title: 'A bad Monday, replayed',
    lead: 'Two weeks of a region, minute by minute: a normal one, then the one in which everything goes through the ENT. Teachers grade the same classes at the same hours; only the tool differs. Schedule, gathering, spread and retries are Cartable’s own code.',
    requests: 'fewer requests by teachers',
    mondayPeak: 'at the peak of the surge Monday',
    studentsHoursBytes: 'fewer bytes in the students’ hours',
    cpu: 'less processor time',
    target: (value, isReached) => `target: ÷ ${value}, ${isReached ? 'reached' : 'missed'}`,
    figuresText:
      'All teachers with Cartable, beside all by the web, for the same work. What a class costs is measured: by the web on a real Moodle 5.1, by Cartable on its reference server. Who grades what, when, and when a computer is on are assumed: each assumption is below, with what the result becomes at the ends of its range.',
    scenarios: 'Scenarios',
    scenariosText:
      'Teachers alone. “÷” compares with the web only. The peak is the busiest minute of the surge Monday. A session that the full ENT refuses is one request, then a wait.',
    scenario: {
      web: 'All by the web',
      ten: '10 % with Cartable',
      quarter: '25 % with Cartable',
      half: '50 % with Cartable',
      all: 'All with Cartable',
      allWithoutWindows: 'All, no hours kept for students',
      crisis: 'All, crisis policy on Monday at 09:00',
    },
    scenarioHead: [
      'Scenario',
      'Requests (millions)',
      'times less',
      'Monday’s peak (req/s)',
      'times less',
      'Bytes (TB)',
      'in the students’ hours',
      'times less in these',
      'Processor (hours)',
      'times less',
      'Sessions refused',
      'Minutes until 95 % obey',
    ],
    kinds: 'What Cartable’s requests are for',
    kindsText:
      'All with Cartable. A session that serves several things is counted for each; its beginning and end for the first.',
    kind: {
      question: 'Asking for news, when there are none',
      news: 'Learning some news, documents later',
      edits: 'Sending grades and comments',
      copies: 'Receiving copies, at the hours for it',
      off: 'Copies asked for: computer on at no other hour since they were handed in',
      turnedAway: 'Copies asked for: the full ENT had refused them',
      missed: 'Copies asked for: computer on too briefly',
      along: 'Other classes, which come along with the one that is asked for',
      returns: 'Giving annotated copies back',
      refused: 'Refused by an ENT that is full',
    },
    kindHead: [
      'For',
      'Sessions',
      'Requests',
      'Share of requests',
      'GB in all',
      'GB in students’ hours',
      'Share of these',
    ],
    left: 'What is left in the students’ hours',
    leftText: ({ lacking, allowed, scheduleBound, noSchedule }) =>
      `Whoever grades at 10:00 a class that is not there asks for it at 10:00, with Cartable or without. So it is for ${lacking} of the classes that are graded in the students’ hours; for a twentieth of the web’s bytes it would have to be ${allowed}, since Cartable receives the student’s file (2.1 MB) where the web’s grader shows a picture of the page: a class that is asked for in these hours divides bytes by ${noSchedule}, which is to say that it takes more. If only those classes came then whose computer was on at no other hour, the ratio would be ${scheduleBound}: no schedule does better. The rest depends on the school and on the ENT, and this is what it would give (a twentieth of the teachers). A computer that stays on at night uses energy; one that wakes at 06:00 does as well.`,
    asItIs: 'As it is',
    lever: {
      eveningsOpen: (value) => `Cartable open on ${value} of school evenings`,
      capacity: (value) => `an ENT of ${value} times the normal peak, which refuses hardly anybody`,
      copyBytes: () => 'copies of 400 kB (a limit when they are handed in)',
      leftOn: (value) => `computer on at night, or woken at 06:00: ${value} of the teachers`,
    },
    and: ', and ',
    leverHead: ['If', 'Requests', 'Monday’s peak', 'Bytes in students’ hours', 'Processor'],
    plots: 'Through the days',
    key: 'Shaded: the students’ hours. Each point is the busiest minute of its stretch.',
    line: {
      web: 'teachers, web only',
      half: 'teachers, half with Cartable',
      all: 'teachers, all with Cartable',
      allWithoutWindows: 'all with Cartable, no hours kept',
      crisis: 'all with Cartable, crisis policy at 09:00',
      students: 'students',
      parents: 'parents',
    },
    plotCartableMonday: 'Requests a second of Cartable alone, surge Monday (another scale)',
    plotEveryoneMegabits: 'Everyone’s Mb/s, two weeks',
    plotTeachersMonday: 'Teachers’ requests a second, surge Monday',
    plotTeachersFortnight: 'Teachers’ requests a second, two weeks',
    plotMegabitsMonday: 'Teachers’ Mb/s, surge Monday',
    plotEveryone: 'Everyone’s requests a second, two weeks',
    days: twoWeeks(['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']),
    energy: 'Energy (an estimate)',
    energyHead: ['Scenario', 'Processors (kWh)', 'Network (kWh)'],
    energyText:
      'Processor seconds times watts a core, bytes times kWh a GB: two assumptions, given below. A network uses nearly as much when idle: its kWh are not saved in a day.',
    seeds: 'What is chance',
    seedsText:
      'The same assumptions, five draws, a tenth of the teachers. A peak of so few people is higher than it would be of all: the ratio of peaks gets better with their number.',
    seedHead: ['Seed', 'Requests', 'Monday’s peak', 'Bytes in students’ hours', 'Processor'],
    sensitivity: 'Sensitivity',
    sensitivityText:
      'Each assumption at both ends of its range, the others unchanged; all with Cartable beside the web only, with a twentieth of the teachers.',
    sensitivityHead: [
      'Assumption',
      'Value',
      'Requests',
      'Monday’s peak',
      'Bytes in students’ hours',
      'Processor',
    ],
    assumptions: 'Figures and assumptions',
    assumptionHead: ['Figure', 'Value', 'Range tried', 'Source'],
    assumed: 'assumed',
    conclusion: 'What this shows, and what it does not',
    conclusionText: (requests, bytes) =>
      `For the same work, teachers’ requests are divided by ${requests}, and their bytes in the students’ hours by ${bytes}. It does not show: what students and parents do, whose pages are most of the load and which Cartable does not change; the other pages that a teacher opens (messages, lesson book); a server that is really full, whose queues behave worse than a share of refusals; the processor time of another server than the reference (Node, SQLite) beside the measured Moodle’s (PHP, PostgreSQL). Cartable receives copies as students handed them in: in all it takes down more bytes than the web’s grader, but at other hours. The web’s bytes are those of one-page copies: with more pages they grow as much, which was not measured. A twentieth of the bytes in the students’ hours is not reached, and the schedule alone cannot reach it: that takes computers that are on at other hours, or lighter copies.`,
    made: (seed) => `Made by “npm run bench -- region”, seed ${seed}. The same seed gives the same figures.`,
  },
};
