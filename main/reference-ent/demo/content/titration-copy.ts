import type { Chance } from '../chance.ts';
import type { CopyPart } from '../documents/copy.ts';
import { answerTo, french, type Question } from './answers.ts';

export const TITRATION = {
  title: 'Compte rendu : titrage du diiode d’un antiseptique',
  instructions:
    'Une page ou deux : principe, équation, résultats du binôme, calcul de la concentration, conclusion par rapport à ' +
    'l’étiquette (4,5 × 10⁻² mol/L).\n\nBarème : s’approprier 4, réaliser 6, valider 6, communiquer 4.',
} as const;

const PRINCIPLE: Question = {
  prompt: 'Principe du titrage',
  answers: {
    strong: [
      'On titre V1 = 10,0 mL d’antiseptique par une solution de thiosulfate de sodium de concentration C2 = 0,100 mol/L. À l’équivalence, les réactifs ont été introduits dans les proportions stœchiométriques. L’empois d’amidon, ajouté quand la solution devient jaune pâle, rend la disparition du diiode bien visible.',
      'La réaction support doit être totale, rapide et unique. On la suit par la couleur : bleu nuit avec l’amidon tant qu’il reste du diiode, incolore juste après l’équivalence.',
    ],
    average: [
      'On verse le thiosulfate jusqu’à ce que la solution devienne incolore. À ce moment-là on lit le volume à l’équivalence.',
      'À l’équivalence il n’y a plus de diiode. On a mis de l’amidon pour mieux voir.',
    ],
    weak: [
      'On verse la burette dans le bécher et on regarde la couleur. Il faut s’arrêter quand ça change.',
      'Le titrage sert à trouver la concentration du produit avec une burette.',
    ],
  },
};
const EQUATION: Question = {
  prompt: 'Équation de la réaction support',
  answers: {
    strong: [
      'Couples I2 / I- et S4O6(2-) / S2O3(2-). I2 + 2 e- = 2 I- et 2 S2O3(2-) = S4O6(2-) + 2 e-. Donc I2 + 2 S2O3(2-) donne 2 I- + S4O6(2-).',
    ],
    average: ['I2 + 2 S2O3(2-) donne 2 I- + S4O6(2-).'],
    weak: ['I2 + S2O3 donne I- + S4O6 + 2 e-.', 'Je n’ai pas réussi à équilibrer les électrons.'],
  },
};
const CONCENTRATION: Question = {
  prompt: 'Concentration en diiode',
  answers: {
    strong: [
      'À l’équivalence, n(I2) / 1 = n(S2O3) / 2, donc C1 = C2 × Veq / (2 × V1) = 0,100 × {veq} / (2 × 10,0) = {c} mol/L.',
      'D’après le tableau d’avancement, C1 × V1 = C2 × Veq / 2. Avec Veq = {veq} mL, on trouve C1 = {c} mol/L. L’incertitude sur Veq (0,1 mL) donne u(C1) = 0,0005 mol/L.',
    ],
    average: [
      'C1 = C2 × Veq / (2 × V1) = {c}.',
      'C1 = {c} mol/L. J’ai divisé par deux à cause des coefficients.',
    ],
    weak: ['C1 × V1 = C2 × Veq donc C1 = {double} mol/L.', 'C1 = {double}.'],
  },
};
const CONCLUSION: Question = {
  prompt: 'Conclusion',
  answers: {
    strong: [
      'Le fabricant annonce 0,045 mol/L. L’écart relatif est de {gap} %. Il est du même ordre que l’incertitude de la verrerie : l’étiquette est validée.',
      'L’écart avec l’étiquette est de {gap} %. La principale source d’erreur est le repérage de la décoloration ; on pourrait la réduire en faisant un troisième titrage.',
    ],
    average: [
      'On trouve presque la même chose que l’étiquette, donc elle est juste.',
      'L’écart est de {gap} %, c’est peu.',
    ],
    weak: ['L’étiquette est fausse.', 'On a bien réussi le TP.'],
  },
};

/** One student's report on the titration, from the volumes of their pair. */
export function writeTitrationCopy(ability: number, chance: Chance): CopyPart[] {
  const volumes = [0, 1].map(() => Math.round((9 + chance.bell() * 0.12) * 20) / 20);
  const mean = volumes.reduce((sum, volume) => sum + volume, 0) / volumes.length;
  const concentration = (0.1 * mean) / 20;
  const values = {
    veq: french(mean, 2),
    c: french(concentration, 4),
    double: french(concentration * 2, 4),
    gap: french((Math.abs(concentration - 0.045) / 0.045) * 100, 1),
  };
  const student = { ability, chance, values };
  const answer = (question: Question): CopyPart[] => [
    { kind: 'heading', text: question.prompt },
    { kind: 'paragraph', text: answerTo(question, student) },
  ];
  return [
    ...answer(PRINCIPLE),
    ...answer(EQUATION),
    { kind: 'heading', text: 'Résultats du binôme' },
    {
      kind: 'table',
      rows: [
        ['Essai', 'rapide', 'n° 1', 'n° 2'],
        ['V éq (mL)', french(Math.ceil(mean), 0), ...volumes.map((volume) => french(volume, 2))],
      ],
    },
    ...answer(CONCENTRATION),
    ...answer(CONCLUSION),
  ];
}
