import type { LessonText } from './lesson-text.ts';

/** Seconde générale, physique-chimie: the end of « quantité de matière », then light. */
export const SECONDE: readonly LessonText[] = [
  {
    title: 'La mole : compter par paquets',
    text: `
## Objectifs
- Comprendre pourquoi le chimiste compte par paquets.
- Passer d’un nombre d’entités **N** à une quantité de matière **n**.
## Déroulé
1. Accroche (10 min) : combien de grains dans un sachet de riz ? On pèse 100 grains, puis le sachet.
2. Mise en commun : ce que la pesée remplace, ce qu’elle suppose.
3. Application à un clou de fer de 5,6 g.
## Trace écrite
> Une mole contient 6,02 × 10²³ entités. La quantité de matière se calcule par n = N / N(A), où N(A) est la constante d’Avogadro, en mol⁻¹.
Exercices d’application : 12 et 13 p. 58, à deux, correction au tableau par un élève.`,
    homework: 'Exercices 15 et 17 p. 59. Revoir les puissances de dix (fiche méthode n° 3).',
  },
  {
    title: 'TP : préparer une solution par dissolution',
    text: `
## Problème
Une infirmière doit préparer 100 mL de sérum glucosé à 50 g/L. De quel matériel a-t-elle besoin, et dans quel ordre s’en sert-elle ?
## Déroulé (1 h 30, demi-groupe)
1. Rédiger le protocole, avec le matériel (10 min). **Appeler le professeur** avant de manipuler.
2. Peser, dissoudre, compléter jusqu’au trait de jauge.
3. Mesurer la masse de 10 mL de la solution et calculer sa masse volumique.
## Compétences évaluées
- *Analyser* : proposer un protocole.
- *Réaliser* : suivre les règles de sécurité, lire un ménisque.
- *Valider* : estimer l’écart avec la valeur attendue.
> Dissoudre, c’est disperser un soluté dans un solvant : la masse se conserve, le volume non.`,
    homework: 'Terminer le compte rendu (question 4) et apprendre les noms de la verrerie.',
  },
  {
    title: 'Propagation de la lumière et réflexion',
    text: `
## Objectifs
- Décrire la propagation rectiligne de la lumière.
- Tracer un rayon réfléchi à partir de la normale.
## Déroulé
- Retour sur l’évaluation (15 min) : les erreurs d’unités, une par une.
- Expérience au bureau : faisceau laser dans une cuve avec un peu de lait.
- Construction : miroir plan, angle d’incidence, angle de réflexion.
> Dans un milieu transparent et homogène, la lumière se propage en ligne droite. Sa vitesse dans le vide est c = 3,00 × 10⁸ m/s.
> Loi de la réflexion : le rayon réfléchi est dans le plan d’incidence, et i = r.
**Attention** : les angles se mesurent toujours par rapport à la *normale*, jamais par rapport à la surface.`,
    homework: 'Exercice 5 p. 212 (construction au crayon, règle et rapporteur).',
  },
  {
    title: 'TP : à la recherche de la loi de la réfraction',
    resource: 'Fiche TP - Réfraction.pdf',
    text: `
## Situation
Une paille plongée dans un verre d’eau semble brisée. Ptolémée, puis Kepler, ont cherché la règle avant Descartes. À vous de trancher entre trois hypothèses.
### Hypothèses
- **Ptolémée** : r est proportionnel à i, pour les petits angles seulement.
- **Kepler** : i et r sont reliés par une somme.
- **Descartes** : sin(i) et sin(r) sont proportionnels.
## Manipulation
1. Régler le rayon pour qu’il passe par le centre du demi-disque.
2. Relever r pour i = 0°, 10°, 20°, 30°, 40°, 50°, 60°.
3. Saisir les mesures dans le tableur, tracer r en fonction de i, puis sin(r) en fonction de sin(i).
## Conclusion attendue
> Les points de sin(r) = f(sin i) sont alignés avec l’origine : la loi de Descartes est la seule qui convienne pour tous les angles.`,
    homework: 'Recopier au propre le tableau de mesures et la conclusion.',
  },
  {
    title: 'Loi de Snell-Descartes et indice de réfraction',
    resource: 'Indices de réfraction.png',
    text: `
## Objectifs
- Énoncer les deux lois de Snell-Descartes pour la réfraction.
- Calculer un angle de réfraction ou un indice.
## Cours
> L’indice d’un milieu est n = c / v. Il n’a pas d’unité, et il est toujours supérieur ou égal à 1.
> Deuxième loi : n₁ × sin(i) = n₂ × sin(r).
## Méthode, au tableau
1. Faire un schéma avec la normale, nommer les milieux et les angles.
2. Écrire la loi **littérale**.
3. Isoler l’inconnue, puis seulement remplacer par les valeurs.
4. Vérifier la calculatrice : mode *degrés*.
Exercice résolu : air vers diamant (n = 2,42), i = 45°. On trouve r = 17°.`,
    homework: 'DM n° 2 sur la réfraction, à déposer sur l’ENT (photo nette ou fichier). Barème sur l’énoncé.',
  },
  {
    title: 'Dispersion de la lumière blanche',
    text: `
## Accroche
Pourquoi l’arc-en-ciel est-il toujours dans le dos du promeneur, face au Soleil ?
## Expérience
- Prisme et lumière blanche : le bleu est plus dévié que le rouge.
- Prisme et laser : une seule couleur, rien à séparer.
## Trace écrite
> La lumière blanche est **polychromatique**. Chaque radiation est repérée par sa longueur d’onde dans le vide, entre 400 nm (violet) et 800 nm (rouge).
> L’indice d’un milieu dispersif dépend de la longueur d’onde.
Discussion : un milieu non dispersif, est-ce que cela existe ?`,
    homework: 'Lire le document 2 p. 218 et répondre aux questions a, b et c.',
  },
  {
    title: 'Spectres d’émission : lire la lumière des étoiles',
    text: `
## Objectifs
- Distinguer spectre continu et spectre de raies.
- Reconnaître une entité chimique à ses raies.
## Déroulé
1. Observation au spectroscope : lampe à incandescence, tube à néon, lampe à vapeur de sodium.
2. Identification d’un gaz inconnu avec le nuancier de raies (par groupes de trois).
3. Lecture : Cecilia Payne et la composition du Soleil, 1925.
> Un corps chaud émet un spectre continu, d’autant plus riche en bleu qu’il est chaud. Un gaz excité émet un spectre de raies, qui est sa signature.`,
    homework: 'Préparer deux questions sur le texte de Cecilia Payne.',
  },
  {
    title: 'Lentille mince convergente : construire une image',
    text: `
## Objectifs
- Connaître le centre optique, les foyers et la distance focale.
- Construire l’image d’un objet perpendiculaire à l’axe.
## Les trois rayons
1. Par le centre optique O : il n’est pas dévié.
2. Parallèle à l’axe : il ressort par le foyer image F′.
3. Par le foyer objet F : il ressort parallèle à l’axe.
> Le grandissement est γ = A′B′ / AB = OA′ / OA. S’il est négatif, l’image est renversée.
Différenciation : gabarit imprimé pour ceux qui le souhaitent, papier millimétré pour les autres.`,
    homework: 'Exercices 8 et 10 p. 231.',
  },
  {
    title: 'L’œil réduit et ses défauts',
    text: `
## Plan de la séance
- L’œil modélisé : cristallin, pupille, rétine.
- Accommodation : ce qui change, ce qui ne change pas.
- Myopie et hypermétropie : où se forme l’image ?
## Activité
Par deux, avec le banc d’optique : chercher la lentille qui corrige l’œil myope, et justifier par un schéma.
> Dans l’œil réduit, la distance entre la lentille et l’écran est fixe ; c’est la distance focale qui varie.`,
  },
  {
    title: 'Bilan de la séquence « lumière » et entraînement',
    text: `
## Déroulé
1. Carte mentale de la séquence, de mémoire, en silence (10 min), puis échange des feuilles.
2. Questions éclair à l’ardoise : réfraction, dispersion, spectres, lentilles.
3. Exercice type d’évaluation, en temps limité (20 min), corrigé par les pairs avec le barème.
**Évaluation la semaine prochaine** : calculatrice et rapporteur obligatoires.`,
    homework: 'Réviser les séances 3 à 9 ; refaire sans le corrigé les exercices 8 p. 231 et 5 p. 212.',
  },
];
