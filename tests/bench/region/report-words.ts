import type { Kind } from './session-load.ts';

/** Every sentence of the page, in one language. */
export interface ReportWords {
  readonly title: string;
  readonly lead: string;
  readonly requests: string;
  readonly mondayPeak: string;
  readonly studentsHoursBytes: string;
  readonly cpu: string;
  readonly scenarios: string;
  readonly scenario: Readonly<Record<string, string>>;
  readonly scenarioHead: readonly string[];
  readonly kinds: string;
  readonly kindsText: string;
  readonly kind: Readonly<Record<Kind, string>>;
  readonly kindHead: readonly string[];
  readonly plots: string;
  readonly key: string;
  readonly plotTeachersMonday: string;
  readonly plotTeachersFortnight: string;
  readonly plotMegabitsMonday: string;
  readonly plotEveryone: string;
  readonly days: readonly string[];
  readonly energy: string;
  readonly energyHead: readonly string[];
  readonly energyText: string;
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
    scenarios: 'Scénarios',
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
      'Requêtes d’enseignants',
      'Pointe du lundi (req/s)',
      'To en tout',
      'To aux heures des élèves',
      'Secondes de processeur',
      'Requêtes',
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
      asked: 'Copies demandées par l’enseignant, qui ne les avait pas',
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
    plots: 'Au fil du temps',
    key: '<b class="w">— web seul</b> · <b class="h">— moitié</b> · <b class="a">— tous avec Cartable</b> · <b class="c">- - consignes de crise</b>. Sur le dernier graphique : élèves en vert, parents en ambre. Fond ombré : heures des élèves. Chaque point est la minute la plus chargée de son intervalle.',
    plotTeachersMonday: 'Requêtes d’enseignants par seconde, lundi de crise',
    plotTeachersFortnight: 'Requêtes d’enseignants par seconde, deux semaines',
    plotMegabitsMonday: 'Mb/s des enseignants, lundi de crise (en pointillé : sans heures réservées)',
    plotEveryone: 'Requêtes par seconde de tous, deux semaines',
    days: twoWeeks(['lun.', 'mar.', 'mer.', 'jeu.', 'ven.', 'sam.', 'dim.']),
    energy: 'Énergie (estimation)',
    energyHead: ['Scénario', 'Processeurs (kWh)', 'Réseau (kWh)'],
    energyText:
      'Secondes de processeur fois les watts par cœur, octets fois les kWh par Go : deux hypothèses, données plus bas. Un réseau consomme presque autant au repos : les kWh du réseau ne se gagnent pas en un jour.',
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
      `Pour le même travail, les requêtes des enseignants sont divisées par ${requests}, et leurs octets aux heures des élèves par ${bytes}. Cela ne montre pas : ce que font les élèves et les parents, dont les pages sont l’essentiel de la charge et que Cartable ne change pas ; les autres pages qu’un enseignant ouvre (messagerie, cahier de textes) ; un vrai serveur saturé, dont les files d’attente se comportent plus mal qu’une part de refus ; le temps processeur d’un autre serveur que celui de référence (Node, SQLite) face à celui du Moodle mesuré (PHP, PostgreSQL). Cartable reçoit les copies telles que les élèves les ont remises : en tout, il descend plus d’octets que le correcteur du web, mais à d’autres heures. Ce qui reste aux heures des élèves, ce sont les copies d’une classe dont l’ordinateur n’a été allumé à aucune heure où elles pouvaient venir, ou que l’ENT saturé a refusées : aucun calendrier ne les avance.`,
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
    scenarios: 'Scenarios',
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
      'Teachers’ requests',
      'Monday’s peak (req/s)',
      'TB in all',
      'TB in students’ hours',
      'Processor seconds',
      'Requests',
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
      asked: 'Copies asked for by a teacher who lacked them',
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
    plots: 'Through the days',
    key: '<b class="w">— web only</b> · <b class="h">— half</b> · <b class="a">— all with Cartable</b> · <b class="c">- - crisis policy</b>. In the last plot: students green, parents amber. Shaded: the students’ hours. Each point is the busiest minute of its stretch.',
    plotTeachersMonday: 'Teachers’ requests a second, surge Monday',
    plotTeachersFortnight: 'Teachers’ requests a second, two weeks',
    plotMegabitsMonday: 'Teachers’ Mb/s, surge Monday (dotted: no hours kept for students)',
    plotEveryone: 'Everyone’s requests a second, two weeks',
    days: twoWeeks(['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']),
    energy: 'Energy (an estimate)',
    energyHead: ['Scenario', 'Processors (kWh)', 'Network (kWh)'],
    energyText:
      'Processor seconds times watts a core, bytes times kWh a GB: two assumptions, given below. A network uses nearly as much when idle: its kWh are not saved in a day.',
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
      `For the same work, teachers’ requests are divided by ${requests}, and their bytes in the students’ hours by ${bytes}. It does not show: what students and parents do, whose pages are most of the load and which Cartable does not change; the other pages that a teacher opens (messages, lesson book); a server that is really full, whose queues behave worse than a share of refusals; the processor time of another server than the reference (Node, SQLite) beside the measured Moodle’s (PHP, PostgreSQL). Cartable receives copies as students handed them in: in all it takes down more bytes than the web’s grader, but at other hours. What is left in the students’ hours are the copies of classes whose teacher’s computer was on at no hour at which they could come, or which the full ENT refused: no schedule brings them sooner.`,
    made: (seed) => `Made by “npm run bench -- region”, seed ${seed}. The same seed gives the same figures.`,
  },
};
