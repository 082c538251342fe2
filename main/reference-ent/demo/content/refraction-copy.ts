import type { Chance } from '../chance.ts';
import type { CopyPart } from '../documents/copy.ts';
import { answerTo, french, type Question } from './answers.ts';

export const REFRACTION = {
  title: 'DM n° 2 : réfraction de la lumière',
  instructions:
    'Exploitez vos mesures du TP (demi-disque de plexiglas), puis répondez aux questions. Copie manuscrite ' +
    'photographiée ou fichier au choix, lisible et à l’endroit.\n\nBarème : lois 3, mesures et graphique 6, indice 4, ' +
    'calcul 4, explication 3.',
} as const;

const LAWS: Question = {
  prompt: '1. Lois de Snell-Descartes',
  answers: {
    strong: [
      'Première loi : le rayon réfracté est dans le plan d’incidence, formé par le rayon incident et la normale. Deuxième loi : n1 × sin(i) = n2 × sin(r). Les angles i et r sont mesurés par rapport à la normale à la surface.',
      'Le rayon incident, la normale et le rayon réfracté sont dans un même plan. De plus, si n1 et n2 sont les indices des deux milieux, n1 × sin(i) = n2 × sin(r).',
    ],
    average: [
      'Quand la lumière change de milieu elle change de direction. On a la relation n1 × sin(i) = n2 × sin(r).',
      'n1 × sin(i) = n2 × sin(r) avec i l’angle d’incidence et r l’angle de réfraction. Il y a aussi une loi sur le plan.',
    ],
    weak: [
      'La loi de Descartes dit que l’angle r est proportionnel à l’angle i, donc n1 × i = n2 × r.',
      'Quand la lumière rentre dans le plexiglas elle est déviée, c’est la réfraction. L’angle devient plus petit.',
    ],
  },
};
const MEASURES: Question = {
  prompt: '2. Mesures et exploitation',
  answers: {
    strong: [
      'Les points de sin(r) en fonction de sin(i) sont alignés avec l’origine : les deux grandeurs sont proportionnelles. Le coefficient directeur de la droite vaut {slope}.',
      'La représentation de r en fonction de i n’est pas une droite, alors que sin(r) = {slope} × sin(i) passe par tous les points aux erreurs de lecture près. C’est donc l’hypothèse de Descartes qui est vérifiée.',
    ],
    average: [
      'On obtient une droite qui passe par l’origine, donc c’est proportionnel. La pente est environ {slope}.',
      'Les points sont presque alignés. Le dernier est un peu décalé parce que la tache du laser était large.',
    ],
    weak: [
      'Quand i augmente, r augmente aussi. La courbe monte.',
      'On voit que r est toujours plus petit que i. Pour 60° la mesure était difficile.',
    ],
  },
};
const INDEX: Question = {
  prompt: '3. Indice du plexiglas',
  answers: {
    strong: [
      'D’après la deuxième loi, sin(r) = (n air / n plexiglas) × sin(i). Donc {slope} = 1,00 / n et n = {n}. La valeur de référence est 1,49 : l’écart relatif est de {gap} %, ce qui est acceptable avec un rapporteur au degré.',
      'n = 1 / {slope} = {n}. Un indice n’a pas d’unité. Comme n est plus grand que 1, la lumière va moins vite dans le plexiglas que dans l’air : v = 3,00 × 10^8 / {n} m/s.',
    ],
    average: [
      'n = sin(i) / sin(r) = sin(40) / sin({r40}) = {n40}.',
      'L’indice vaut {n40}. C’est proche de 1,5.',
    ],
    weak: ['n = i / r = 40 / {r40} = {nWrong}°.', 'L’indice est {slope} car c’est la pente de la droite.'],
  },
};
const WATER: Question = {
  prompt: '4. De l’air vers l’eau (n = 1,33), i = 40°',
  answers: {
    strong: [
      '1,00 × sin(40°) = 1,33 × sin(r), donc sin(r) = 0,643 / 1,33 = 0,483 et r = 28,9°. On a r < i : le rayon se rapproche de la normale, ce qui est normal car l’eau est plus réfringente.',
      'On isole : sin(r) = n1 × sin(i) / n2 = 1,00 × sin(40°) / 1,33 = 0,483. Avec la touche arcsin, r = 28,9°. Vérification : r est bien plus petit que 40°.',
    ],
    average: [
      'sin(r) = sin(40) / 1,33 = 0,48 donc r = 28,9.',
      'sin(r) = 0,48 et donc r = 29°. Le rayon est dévié.',
    ],
    weak: [
      'r = 40 / 1,33 = 30,1°.',
      'Je trouve sin(r) = 0,56 et r = 0,59. C’est bizarre mais ma calculatrice était peut-être en radians.',
    ],
  },
};
const STRAW: Question = {
  prompt: '5. La paille brisée',
  answers: {
    strong: [
      'La lumière qui vient de la partie plongée est réfractée quand elle passe de l’eau à l’air. Notre cerveau prolonge les rayons en ligne droite : il place cette partie plus haut qu’elle n’est. La paille paraît donc brisée juste à la surface.',
      'Les rayons issus du bout de la paille s’écartent de la normale en sortant de l’eau. Pour l’œil, ils semblent venir d’un point plus proche de la surface, alors que la partie hors de l’eau est vue à sa place.',
    ],
    average: [
      'Les rayons sont déviés à la surface de l’eau, donc on ne voit pas la paille à sa vraie place.',
      'C’est à cause de la réfraction : l’eau et l’air n’ont pas le même indice.',
    ],
    weak: [
      'L’eau fait comme une loupe et elle grossit la paille.',
      'C’est une illusion d’optique parce que le verre est rond.',
    ],
  },
};

/** One student's homework on refraction, from their own measurements. */
export function writeRefractionCopy(ability: number, chance: Chance): CopyPart[] {
  const angles = [0, 10, 20, 30, 40, 50, 60];
  const carelessness = ability > 0 ? 0.4 : 0.9;
  const measured = angles.map((i) => {
    const exact = (Math.asin(sine(i) / 1.49) * 180) / Math.PI;
    return i === 0 ? 0 : Math.round((exact + chance.bell() * carelessness) * 2) / 2;
  });
  const points = angles.map((i, index) => [sine(i), sine(measured[index] ?? 0)] as const);
  const slope = points.reduce((sum, [x, y]) => sum + x * y, 0) / points.reduce((sum, [x]) => sum + x * x, 0);
  const student = { ability, chance, values: valuesOf(slope, measured[4] ?? 25) };
  const answer = (question: Question): CopyPart[] => [
    { kind: 'heading', text: question.prompt },
    { kind: 'paragraph', text: answerTo(question, student) },
  ];
  const sines = (values: readonly number[]) => values.map((degrees) => french(sine(degrees), 2));
  return [
    ...answer(LAWS),
    { kind: 'rays', incidenceDegrees: 45, refractionDegrees: 28 },
    { kind: 'heading', text: MEASURES.prompt },
    {
      kind: 'table',
      rows: [
        ['i (°)', ...angles.map(String)],
        ['r (°)', ...measured.map((r) => french(r, Number.isInteger(r) ? 0 : 1))],
        ['sin i', ...sines(angles)],
        ['sin r', ...sines(measured)],
      ],
    },
    { kind: 'graph', graph: { points, slope, xLabel: 'sin(i)', yLabel: 'sin(r)', xMax: 1, yMax: 0.8 } },
    { kind: 'paragraph', text: answerTo(MEASURES, student) },
    ...answer(INDEX),
    ...answer(WATER),
    ...answer(STRAW),
  ];
}

function valuesOf(slope: number, r40: number): Record<string, string> {
  return {
    slope: french(slope, 3),
    n: french(1 / slope, 2),
    gap: french((Math.abs(1 / slope - 1.49) / 1.49) * 100, 1),
    r40: french(r40, 1),
    n40: french(sine(40) / sine(r40), 2),
    nWrong: french(40 / r40, 2),
  };
}

function sine(degrees: number): number {
  return Math.sin((degrees * Math.PI) / 180);
}
