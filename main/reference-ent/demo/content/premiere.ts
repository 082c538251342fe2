import type { LessonText } from './lesson-text.ts';

/** Première, spécialité physique-chimie: absorbance, oxydo-réduction, titrages, structure des molécules. */
export const PREMIERE: readonly LessonText[] = [
  {
    title: 'Absorbance et loi de Beer-Lambert',
    text: `
## Objectifs
- Relier la couleur d’une solution aux radiations qu’elle absorbe.
- Utiliser une droite d’étalonnage.
## Cours
> L’absorbance d’une espèce en solution diluée est proportionnelle à sa concentration : A = k × C.
- Choix de la longueur d’onde : celle du maximum d’absorption.
- Le *blanc* : ce que l’on retire, et pourquoi.
## Exercice guidé
Une solution de diiode a pour absorbance 0,62 ; la droite passe par l’origine et par (5,0 mmol/L ; 0,80). Quelle est la concentration ?`,
    homework: 'Exercice 14 p. 41 : tracer la droite sur papier millimétré.',
  },
  {
    title: 'TP : dosage par étalonnage du bleu de méthylène',
    text: `
## Situation
Un collyre contient-il bien la teneur annoncée sur l’étiquette ?
## Travail demandé
1. Préparer cinq solutions filles par dilution (facteurs 2, 4, 5, 10 et 20).
2. Mesurer les absorbances à 660 nm, après avoir fait le blanc.
3. Modéliser, puis déterminer la concentration du collyre.
4. Conclure par une phrase qui compare l’écart à l’incertitude.
**Sécurité** : gants et lunettes, rejets dans le bidon prévu.`,
    homework: 'Compte rendu à terminer à la maison, une page au plus.',
  },
  {
    title: 'Oxydant, réducteur, demi-équation',
    text: `
## Accroche
La lame de cuivre dans le nitrate d’argent : d’où vient la couleur bleue ?
## Trace écrite
> Un **oxydant** capte des électrons, un **réducteur** en cède. Un couple s’écrit Ox / Red.
### Méthode pour équilibrer en milieu acide
1. L’élément central.
2. L’oxygène, avec H₂O.
3. L’hydrogène, avec H⁺.
4. Les charges, avec les électrons.
Entraînement : MnO₄⁻ / Mn²⁺, Cr₂O₇²⁻ / Cr³⁺, I₂ / I⁻.`,
    homework: 'Équilibrer les six demi-équations de la fiche, au crayon.',
  },
  {
    title: 'Réaction d’oxydo-réduction et tableau d’avancement',
    text: `
## Objectifs
- Combiner deux demi-équations.
- Dresser un tableau d’avancement et trouver le réactif limitant.
## Déroulé
- Correction de la fiche (15 min), erreurs fréquentes au tableau : les électrons ne restent **jamais** dans le bilan.
- Exercice fil rouge : action de l’acide chlorhydrique sur le zinc.
> À l’état final, l’avancement x(max) est le plus petit de ceux qui annulent un réactif.`,
    homework: 'Exercices 21 et 22 p. 67. Programme Python du tableau d’avancement : le lire et le commenter.',
  },
  {
    title: 'Titrage colorimétrique : principe et équivalence',
    resource: 'Protocole - Titrage du diiode.pdf',
    text: `
## Problématique
Comment savoir combien il y a de diiode dans un antiseptique, sans droite d’étalonnage ?
## Cours
> À l’**équivalence**, les réactifs ont été introduits dans les proportions stœchiométriques : le réactif limitant change.
- Réaction support : totale, rapide, unique.
- Repérage : changement de couleur, empois d’amidon.
## Schéma à savoir refaire
Burette, bécher, agitateur magnétique ; on nomme la solution titrante et la solution titrée.`,
    homework: 'Préparer le TP : lire le protocole et écrire l’équation du titrage.',
  },
  {
    title: 'TP : titrage du diiode d’un antiseptique',
    text: `
## Consignes
1. Titrage rapide (burette ouverte) pour encadrer le volume équivalent.
2. Deux titrages précis, à la goutte près.
3. Calcul de la concentration et de son incertitude-type.
## Critères de réussite
- Deux volumes équivalents concordants à 0,2 mL.
- Relation à l’équivalence **démontrée**, pas récitée.
- Résultat avec unité et chiffres significatifs.`,
    homework: 'Déposer le compte rendu sur l’ENT : un fichier PDF par personne.',
  },
  {
    title: 'Schéma de Lewis et géométrie des molécules',
    text: `
## Objectifs
- Établir le schéma de Lewis d’une molécule ou d’un ion.
- Prévoir la géométrie par la répulsion des doublets.
## Activité
Ballons de baudruche : deux, trois, puis quatre noués ensemble. Que cherchent-ils ?
> Les doublets d’électrons s’écartent le plus possible les uns des autres : linéaire, triangulaire, tétraédrique.
- Méthane, ammoniac, eau : même charpente, trois formes.
- Cas de l’ion oxonium H₃O⁺.`,
    homework: 'Construire en pâte à modeler une molécule au choix, et la photographier.',
  },
  {
    title: 'Électronégativité et polarité',
    text: `
## Questions de départ
- Pourquoi un filet d’eau est-il dévié par une règle frottée, et pas un filet d’huile ?
## Cours
> Une liaison est polarisée quand les deux atomes n’ont pas la même électronégativité.
> Une molécule est polaire si les centres des charges partielles sont **distincts**.
Étude de cas : CO₂, H₂O, CH₂Cl₂. Attention à la géométrie.`,
    homework: 'Exercice 30 p. 92, question 3 facultative.',
  },
  {
    title: 'Cohésion des solides et dissolution',
    text: `
## Déroulé
1. Rappels flash : ion, molécule, polarité.
2. Solide ionique, solide moléculaire : qu’est-ce qui tient ensemble ?
3. Les trois étapes de la dissolution d’un solide ionique : dissociation, solvatation, dispersion.
> Équation de dissolution du chlorure de fer(III) : FeCl₃(s) → Fe³⁺(aq) + 3 Cl⁻(aq).`,
    homework: 'Apprendre le cours ; interrogation de dix minutes au début de la prochaine séance.',
  },
];
