import { PDFDocument, rgb } from 'pdf-lib';
import sharp from 'sharp';
import { Chance } from '../chance.ts';
import { Handwriting } from './handwriting.ts';
import { describePdf, PdfPen } from './pdf-page.ts';
import { movePath, type Point, type Shape, toSvgPath } from './shapes.ts';

export interface LessonDocument {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
}

/** Sheets that a teacher hands out: a title, then lines; `# ` begins a part, `| ` a row of a table. */
const HANDOUTS: Readonly<Record<string, readonly string[]>> = {
  'Fiche TP - Réfraction.pdf': [
    'TP : à la recherche de la loi de la réfraction',
    '# Matériel',
    'Source laser de classe 2, demi-disque de plexiglas, disque gradué, tableur.',
    'Ne jamais regarder dans l’axe du faisceau ; retirer montres et bijoux.',
    '# Mesures',
    'Faire arriver le rayon au centre de la face plane. Relever l’angle de réfraction r pour chaque angle d’incidence i.',
    '| i (°)|0|10|20|30|40|50|60',
    '| r (°)| | | | | | | ',
    '# Exploitation',
    '1. Tracer r en fonction de i. L’hypothèse de Ptolémée convient-elle ? Jusqu’à quel angle ?',
    '2. Calculer sin(i) et sin(r), puis tracer sin(r) en fonction de sin(i).',
    '3. Modéliser par une droite et noter son coefficient directeur, avec trois chiffres significatifs.',
    '4. En déduire l’indice du plexiglas. Comparer à la valeur de référence, n = 1,49.',
    '# Pour aller plus loin',
    'Que se passe-t-il si le rayon arrive par la face courbe, sous un angle de 50° ? Observer, décrire, proposer une explication.',
  ],
  'Protocole - Titrage du diiode.pdf': [
    'Protocole : titrage du diiode d’un antiseptique',
    '# Sécurité',
    'Blouse, lunettes et gants. Le diiode tache la peau et les tables : rincer aussitôt.',
    '# Préparation',
    '1. Rincer puis remplir la burette de thiosulfate de sodium, C2 = 0,100 mol/L. Ajuster le zéro.',
    '2. Prélever 10,0 mL d’antiseptique à la pipette jaugée et les verser dans un erlenmeyer.',
    '3. Ajouter 20 mL d’eau distillée et un barreau aimanté.',
    '# Titrage',
    '4. Verser mL par mL jusqu’au jaune pâle, puis ajouter dix gouttes d’empois d’amidon.',
    '5. Continuer goutte à goutte jusqu’à la décoloration. Noter le volume.',
    '6. Recommencer deux fois, à la goutte près.',
    '| Essai|rapide|n° 1|n° 2',
    '| V éq (mL)| | | ',
  ],
  'Dés radioactifs.pdf': [
    'Dés radioactifs : relevé du groupe',
    '# Règle du jeu',
    'Lancer les cent dés. Retirer les six : ces noyaux se sont désintégrés. Compter ceux qui restent, et recommencer.',
    '| Tour|0|1|2|3|4|5',
    '| N|100| | | | | ',
    '| Tour|6|7|8|9|10|11',
    '| N| | | | | | ',
    '# Questions',
    '1. Quelle est la probabilité pour un dé d’être retiré à chaque tour ? Change-t-elle d’un tour à l’autre ?',
    '2. Au bout de combien de tours en reste-t-il la moitié ? Le quart ?',
    '3. Mettre en commun les résultats de la classe. Pourquoi la courbe de la classe est-elle plus régulière ?',
  ],
};

type Sketch = (hand: Handwriting) => Shape[];

/** Drawings on the board, photographed clean. */
const SKETCHES: Readonly<Record<string, Sketch>> = {
  'Indices de réfraction.png': (hand) => [
    ...hand.write('Indices (lumière jaune)', [14, 16]).shapes,
    hand.stroke([13, 19], [92, 19], { colour: '#c8322b' }),
    ...['air      1,00', 'eau      1,33', 'plexiglas   1,49', 'verre    1,52', 'diamant   2,42'].flatMap(
      (line, index) => hand.write(line, [18, 32 + index * 11]).shapes,
    ),
    ...hand.write('n = c / v', [104, 46]).shapes,
    ...hand.write('toujours n > 1 ou n = 1', [84, 60]).shapes,
  ],
  'Bilan radiatif.png': (hand) => [
    ...hand.write('Soleil : 340 W/m²', [10, 14]).shapes,
    ...arrow(hand, [36, 18], [60, 52], '#d49b1f'),
    ...arrow(hand, [62, 52], [84, 20], '#d49b1f'),
    ...hand.write('réfléchi : 102', [80, 16]).shapes,
    ...arrow(hand, [62, 56], [62, 86], '#d49b1f'),
    ...hand.write('absorbé : 238', [18, 74]).shapes,
    hand.stroke([20, 54], [150, 54], { penMm: 0.5 }),
    ...hand.write('atmosphère', [112, 51]).shapes,
    hand.stroke([8, 88], [156, 88], { penMm: 0.9 }),
    ...hand.write('sol : +15 °C', [64, 98]).shapes,
    ...arrow(hand, [104, 86], [104, 57], '#c8322b'),
    ...arrow(hand, [124, 57], [124, 85], '#c8322b'),
    ...hand.write('infrarouge', [127, 74]).shapes,
  ],
};

/** One of the documents that lessons name. @throws on a name that is not here */
export async function makeLessonDocument(name: string): Promise<LessonDocument> {
  const handout = HANDOUTS[name];
  if (handout !== undefined) return { bytes: await printHandout(handout), mediaType: 'application/pdf' };
  const sketch = SKETCHES[name];
  if (sketch === undefined) throw new Error(`no lesson document named ${name}`);
  return { bytes: await drawSketch(sketch, name), mediaType: 'image/png' };
}

async function printHandout([title = '', ...lines]: readonly string[]): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  describePdf(pdf, title);
  const pen = await PdfPen.open(pdf, {
    family: 'sans',
    sizePt: 11.5,
    marginPt: 60,
    accent: rgb(0.12, 0.23, 0.41),
  });
  pen.write(title, { isBold: true, sizePt: 18, colour: pen.style.accent });
  const rows = (from: number) => {
    const count = lines.slice(from).findIndex((line) => !line.startsWith('| '));
    return lines.slice(from, count === -1 ? undefined : from + count).map((line) => line.slice(2).split('|'));
  };
  for (const [index, line] of lines.entries()) {
    if (line.startsWith('# ')) {
      pen.skip(12);
      pen.write(line.slice(2), { isBold: true, sizePt: 13, colour: pen.style.accent });
      pen.skip(3);
    } else if (!line.startsWith('| ')) {
      pen.write(line);
      pen.skip(3);
    } else if (lines[index - 1]?.startsWith('| ') !== true) pen.table(rows(index));
  }
  return pdf.save();
}

/** A board of 165 × 105 mm, 8 pixels to the millimetre. */
async function drawSketch(sketch: Sketch, seed: string): Promise<Buffer> {
  const [width, height, pixelsPerMm] = [165, 105, 8];
  const paths = sketch(new Handwriting(new Chance(seed), 3)).map(({ path, colour, penMm = 0, isFilled }) => {
    const d = toSvgPath(movePath(path, ([x, y]): Point => [x * pixelsPerMm, y * pixelsPerMm]));
    const fill = isFilled === true ? colour : 'none';
    return `<path d="${d}" fill="${fill}" stroke="${colour}" stroke-width="${penMm * pixelsPerMm}" stroke-linecap="round"/>`;
  });
  const size = `width="${width * pixelsPerMm}" height="${height * pixelsPerMm}"`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" ${size}><rect width="100%" height="100%" fill="#fff"/>${paths.join('')}</svg>`;
  return sharp(Buffer.from(svg)).png({ compressionLevel: 9 }).toBuffer();
}

function arrow(hand: Handwriting, from: Point, to: Point, colour: string): Shape[] {
  const angle = Math.atan2(to[1] - from[1], to[0] - from[0]);
  const barb = (turn: number): Point => [
    to[0] - 4 * Math.cos(angle + turn),
    to[1] - 4 * Math.sin(angle + turn),
  ];
  const pen = { colour, penMm: 0.7 };
  return [hand.stroke(from, to, pen), hand.stroke(barb(0.45), to, pen), hand.stroke(barb(-0.45), to, pen)];
}
