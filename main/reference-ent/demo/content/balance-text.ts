import type { Chance } from '../chance.ts';
import { answerTo, type Question } from './answers.ts';

export const BALANCE = {
  title: 'Question de synthèse : le bilan radiatif terrestre',
  instructions:
    'En quinze lignes environ, expliquez pourquoi la température moyenne de la Terre est de +15 °C et non de −18 °C. ' +
    'Un texte construit, avec au moins deux valeurs chiffrées. À rédiger directement dans l’ENT.\n\nBarème : notions 5, ' +
    'raisonnement 3, expression 2.',
} as const;

const RECEIVED: Question = {
  prompt: '',
  answers: {
    strong: [
      'Hors de l’atmosphère, la Terre reçoit du Soleil 1 361 W/m² sur un disque, soit en moyenne 340 W/m² sur toute sa surface, qui est quatre fois plus grande. Son albédo vaut 0,30 : elle en réfléchit 30 % et absorbe donc environ 238 W/m².',
    ],
    average: [
      'La Terre reçoit 340 W/m² du Soleil. Une partie est réfléchie, c’est l’albédo (0,30), le reste est absorbé.',
    ],
    weak: ['Le Soleil envoie de la chaleur sur la Terre et elle se réchauffe la journée.'],
  },
};
const EMITTED: Question = {
  prompt: '',
  answers: {
    strong: [
      'À l’équilibre, elle doit rayonner autant qu’elle absorbe. Si elle le faisait directement vers l’espace, la loi de Stefan donnerait une température de −18 °C.',
    ],
    average: [
      'La Terre émet aussi un rayonnement, mais dans l’infrarouge. Sans atmosphère il ferait −18 °C.',
    ],
    weak: ['Sans le Soleil il ferait −18 °C partout.'],
  },
};
const GREENHOUSE: Question = {
  prompt: '',
  answers: {
    strong: [
      'Mais le sol émet dans l’infrarouge (vers 10 µm), que la vapeur d’eau et le dioxyde de carbone absorbent. L’atmosphère rayonne à son tour, pour moitié vers le sol : celui-ci reçoit donc plus que le seul rayonnement solaire, et sa température monte jusqu’à +15 °C en moyenne.',
    ],
    average: [
      'Les gaz à effet de serre (CO₂, vapeur d’eau) absorbent les infrarouges et en renvoient une partie vers le sol, donc il fait plus chaud.',
    ],
    weak: ['Le CO₂ fait un trou dans la couche d’ozone et la chaleur reste bloquée.'],
  },
};
const CHANGE: Question = {
  prompt: '',
  answers: {
    strong: [
      'En augmentant la concentration en CO₂, l’humanité rend l’atmosphère plus opaque à l’infrarouge. Le bilan n’est plus nul, et la température augmente jusqu’à un nouvel équilibre.',
    ],
    average: ['Comme on rejette de plus en plus de CO₂, l’effet de serre augmente, et la température aussi.'],
    weak: ['C’est pour ça qu’il faut trier ses déchets.'],
  },
};

/** What one student typed into the ENT. */
export function writeBalanceText(ability: number, chance: Chance): string {
  const student = { ability, chance, values: {} };
  return [RECEIVED, EMITTED, GREENHOUSE, CHANGE].map((question) => answerTo(question, student)).join('\n\n');
}
