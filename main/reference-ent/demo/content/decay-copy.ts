import type { Chance } from '../chance.ts';
import type { CopyPart } from '../documents/copy.ts';
import { answerTo, type Question } from './answers.ts';

export const DECAY = {
  title: 'Devoir : datation d’un charbon de bois',
  instructions:
    'Une mesure sur un charbon trouvé dans un foyer préhistorique donne une activité de 3,4 désintégrations par minute ' +
    'et par gramme ; elle est de 13,6 pour un bois vivant. Demi-vie du carbone 14 : 5 730 ans. Rédigez une démarche ' +
    'complète.\n\nBarème : loi 5, constante 4, âge 7, regard critique 4.',
} as const;

const LAW: Question = {
  prompt: 'Loi de décroissance',
  answers: {
    strong: [
      'La population vérifie dN/dt = - lambda × N. La solution qui vaut N0 à t = 0 est N(t) = N0 × exp(- lambda × t). L’activité étant proportionnelle à N, elle suit la même loi.',
    ],
    average: [
      'N(t) = N0 × exp(- lambda × t), où lambda est la constante radioactive.',
      'A(t) = A0 × exp(- lambda × t).',
    ],
    weak: ['Le nombre de noyaux diminue avec le temps, il est divisé par 2 à chaque fois.'],
  },
};
const CONSTANT: Question = {
  prompt: 'Constante radioactive',
  answers: {
    strong: [
      'À t = t1/2, exp(- lambda × t1/2) = 1/2, donc lambda = ln(2) / t1/2 = 0,693 / 5 730 = 1,21 × 10^-4 par an.',
    ],
    average: ['lambda = ln(2) / 5730 = 1,21 × 10^-4.'],
    weak: ['lambda = 1 / 5730 = 1,7 × 10^-4.', 'lambda = 5 730 / ln(2) = 8 267.'],
  },
};
const AGE: Question = {
  prompt: 'Âge du charbon',
  answers: {
    strong: [
      'A / A0 = 3,4 / 13,6 = 0,25, donc t = - ln(0,25) / lambda = 1,15 × 10^4 ans. On pouvait le prévoir : 1/4 = (1/2)², il s’est écoulé deux demi-vies, soit 11 460 ans.',
      'ln(A / A0) = - lambda × t, d’où t = ln(13,6 / 3,4) / (1,21 × 10^-4) = 11 457 ans. Avec deux chiffres significatifs, t = {rounded} ans.',
    ],
    average: [
      't = - ln(3,4 / 13,6) / lambda = {rounded} ans.',
      'Le rapport est de 4, donc deux demi-vies : 11 460 ans.',
    ],
    weak: [
      '13,6 - 3,4 = 10,2 donc t = 10,2 × 5 730 / 13,6 = 4 297 ans.',
      'Il reste un quart, donc t = 5 730 × 4 = 22 920 ans.',
    ],
  },
};
const DOUBT: Question = {
  prompt: 'Regard critique',
  answers: {
    strong: [
      'La méthode suppose que la teneur de l’atmosphère en carbone 14 n’a pas changé, ce qui est faux : il faut étalonner avec les cernes des arbres. De plus, un comptage de quelques désintégrations par minute fluctue : il faut compter longtemps.',
    ],
    average: [
      'Il faut que l’échantillon n’ait pas été pollué par du carbone récent.',
      'La mesure a une incertitude, donc l’âge aussi.',
    ],
    weak: ['La méthode marche bien.', 'Je n’ai pas eu le temps de répondre.'],
  },
};

/** One student's answer on carbon dating. */
export function writeDecayCopy(ability: number, chance: Chance): CopyPart[] {
  const student = { ability, chance, values: { rounded: chance.pick(['11 000', '11 500', '11 460']) } };
  return [LAW, CONSTANT, AGE, DOUBT].flatMap((question): CopyPart[] => [
    { kind: 'heading', text: question.prompt },
    { kind: 'paragraph', text: answerTo(question, student) },
    ...(question === LAW ? [decayGraph()] : []),
  ]);
}

/** ln(A0/A) against time, a straight line: what the better ones draw, and all may copy. */
function decayGraph(): CopyPart {
  const points = [0, 1, 2, 3].map((halfLives) => [halfLives * 5.73, halfLives * Math.LN2] as const);
  const slope = Math.LN2 / 5.73;
  return {
    kind: 'graph',
    graph: { points, slope, xLabel: 't (milliers d’années)', yLabel: 'ln(A0/A)', xMax: 20, yMax: 2.4 },
  };
}
