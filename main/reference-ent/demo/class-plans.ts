import type { Chance } from './chance.ts';
import { BALANCE, writeBalanceText } from './content/balance-text.ts';
import { DECAY, writeDecayCopy } from './content/decay-copy.ts';
import { ENSEIGNEMENT_SCIENTIFIQUE } from './content/enseignement-scientifique.ts';
import type { LessonText } from './content/lesson-text.ts';
import { PREMIERE } from './content/premiere.ts';
import { REFRACTION, writeRefractionCopy } from './content/refraction-copy.ts';
import { SECONDE } from './content/seconde.ts';
import { TERMINALE } from './content/terminale.ts';
import { TITRATION, writeTitrationCopy } from './content/titration-copy.ts';
import type { CopyPart } from './documents/copy.ts';

/** How copies were handed in, and how many of each. `scan`: photographs in one PDF. */
export type CopyFormat = 'photo' | 'scan' | 'pdf' | 'docx' | 'odt' | 'text';

export interface AssignmentPlan {
  readonly title: string;
  readonly instructions: string;
  readonly maxPoints: number;
  readonly coefficientTimes100: number;
  /** School days from today. */
  readonly dueIn: number;
  /** How many submissions are graded already; `all` for what was given back. */
  readonly graded: number | 'all';
  /** What students hand in by the ENT; without it, the work was done on paper in class. */
  readonly work?: {
    readonly write:
      | { readonly copy: (ability: number, chance: Chance) => CopyPart[] }
      | { readonly text: (ability: number, chance: Chance) => string };
    readonly formats: Partial<Readonly<Record<CopyFormat, number>>>;
    readonly late: number;
    readonly missing: number;
  };
}

export interface ClassPlan {
  readonly name: string;
  readonly subject: string;
  /** ISO weekdays and times of the two lessons a week. */
  readonly slots: readonly { readonly weekday: number; readonly time: `${number}:${number}` }[];
  readonly lessons: readonly LessonText[];
  readonly assignments: readonly AssignmentPlan[];
}

export const STUDENTS_PER_CLASS = 35;

const onPaper = (
  title: string,
  instructions: string,
  dueIn: number,
  coefficientTimes100: number,
): AssignmentPlan => ({
  title,
  instructions,
  maxPoints: 20,
  coefficientTimes100,
  dueIn,
  graded: 'all',
});

/** The teacher's four classes. In the first, the class of 35: 30 copies in time, 2 late, 3 missing. */
export const CLASS_PLANS: readonly ClassPlan[] = [
  {
    name: '2de 3',
    subject: 'Physique-Chimie',
    slots: [
      { weekday: 1, time: '10:05' },
      { weekday: 4, time: '08:05' },
    ],
    lessons: SECONDE,
    assignments: [
      onPaper('Interrogation n° 1 : corps purs et mélanges', 'Vingt minutes, sans calculatrice.', -32, 50),
      onPaper('Évaluation n° 1 : quantité de matière', 'Une heure, calculatrice en mode examen.', -17, 200),
      {
        ...REFRACTION,
        maxPoints: 20,
        coefficientTimes100: 100,
        dueIn: -1,
        graded: 0,
        work: {
          write: { copy: writeRefractionCopy },
          formats: { photo: 9, scan: 2, pdf: 14, text: 3, docx: 2, odt: 2 },
          late: 2,
          missing: 3,
        },
      },
    ],
  },
  {
    name: '1re spécialité PC, groupe 2',
    subject: 'Physique-Chimie',
    slots: [
      { weekday: 2, time: '10:05' },
      { weekday: 4, time: '13:30' },
    ],
    lessons: PREMIERE,
    assignments: [
      onPaper('Contrôle n° 1 : composition d’un système', 'Une heure.', -28, 200),
      onPaper('Interrogation : demi-équations', 'Dix minutes, six couples à équilibrer.', -10, 50),
      {
        ...TITRATION,
        maxPoints: 20,
        coefficientTimes100: 100,
        dueIn: -2,
        graded: 0,
        work: {
          write: { copy: writeTitrationCopy },
          formats: { pdf: 26, docx: 4, odt: 3 },
          late: 1,
          missing: 2,
        },
      },
    ],
  },
  {
    name: 'Tle spécialité PC, groupe 1',
    subject: 'Physique-Chimie',
    slots: [
      { weekday: 1, time: '13:30' },
      { weekday: 3, time: '10:05' },
    ],
    lessons: TERMINALE,
    assignments: [
      onPaper(
        'Devoir surveillé n° 1 : acides et bases',
        'Deux heures, deux exercices de type bac.',
        -30,
        300,
      ),
      onPaper('TP évalué : titrage pH-métrique', 'Grille de compétences du baccalauréat (ECE).', -21, 100),
      onPaper('Interrogation : cinétique', 'Quinze minutes.', -8, 50),
      {
        ...DECAY,
        maxPoints: 20,
        coefficientTimes100: 100,
        dueIn: -3,
        graded: 9,
        work: { write: { copy: writeDecayCopy }, formats: { pdf: 27, text: 6 }, late: 2, missing: 2 },
      },
    ],
  },
  {
    name: '1re enseignement scientifique, groupe 4',
    subject: 'Enseignement scientifique',
    slots: [
      { weekday: 2, time: '15:40' },
      { weekday: 5, time: '08:05' },
    ],
    lessons: ENSEIGNEMENT_SCIENTIFIQUE,
    assignments: [
      onPaper('Évaluation : les cristaux', 'Quarante minutes, avec le formulaire.', -22, 100),
      onPaper('Interrogation : loi de Wien', 'Un quart d’heure.', -7, 50),
      {
        ...BALANCE,
        maxPoints: 10,
        coefficientTimes100: 100,
        dueIn: -1,
        graded: 0,
        work: { write: { text: writeBalanceText }, formats: {}, late: 1, missing: 4 },
      },
    ],
  },
];
