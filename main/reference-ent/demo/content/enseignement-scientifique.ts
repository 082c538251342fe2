import type { LessonText } from './lesson-text.ts';

/** Première générale, enseignement scientifique: the Sun, the Earth's energy balance, crystals. */
export const ENSEIGNEMENT_SCIENTIFIQUE: readonly LessonText[] = [
  {
    title: 'Des édifices ordonnés : les cristaux',
    text: `
## Questions
- Pourquoi le sel de table forme-t-il des cubes ?
- Le verre est-il un cristal ?
## Activité
Observation à la loupe binoculaire : sel, sucre, quartz, obsidienne. Croquis légendé de deux échantillons.
> Un solide cristallin est fait d’une **maille** répétée dans les trois directions. Un solide amorphe n’a pas d’ordre à grande distance.`,
    homework: 'Fiche « cubique simple, cubique faces centrées » : compter les atomes de chaque maille.',
  },
  {
    title: 'Compacité et masse volumique d’un cristal',
    text: `
## Objectifs
- Calculer la compacité d’un réseau.
- En déduire une masse volumique.
## Méthode
1. Compter les atomes qui appartiennent à la maille (1/8 par sommet, 1/2 par face).
2. Exprimer l’arête en fonction du rayon.
3. Rapporter le volume des atomes à celui de la maille.
> Cubique simple : 0,52. Cubique faces centrées : 0,74.`,
    homework: 'Exercice « le polonium » (feuille distribuée).',
  },
  {
    title: 'Le Soleil, une source d’énergie qui s’use',
    text: `
## Document d’appui
Chaque seconde, le Soleil convertit 620 millions de tonnes d’hydrogène. Où passe la masse qui manque ?
## Trace écrite
> L’énergie libérée par les réactions de fusion vaut E = Δm × c².
- Puissance rayonnée : 3,8 × 10²⁶ W.
- Masse perdue en une seconde : à calculer, puis à comparer à celle d’une tour que l’on connaît.`,
    homework: 'Estimer la masse que le Soleil a perdue depuis votre naissance.',
  },
  {
    title: 'Couleur et température : la loi de Wien',
    text: `
## Déroulé
1. Simulation : spectre d’un corps noir entre 3 000 K et 12 000 K.
2. Relevé de la longueur d’onde du maximum ; essai de modèles au tableur.
3. Température de surface de trois étoiles d’Orion.
> λ(max) × T = 2,90 × 10⁻³ m·K.
Lien avec la séance suivante : à quelle longueur d’onde la Terre rayonne-t-elle le plus ?`,
    homework: 'Calculer la température de Bételgeuse et de Rigel.',
  },
  {
    title: 'Le bilan radiatif terrestre',
    resource: 'Bilan radiatif.png',
    text: `
## Objectifs
- Définir la constante solaire et l’albédo.
- Comprendre pourquoi la puissance reçue se répartit sur quatre fois la surface d’un disque.
## Cours
> Puissance reçue en moyenne : 1 361 / 4 = 340 W/m². L’albédo moyen est 0,30 : 238 W/m² sont absorbés.
## Raisonnement
Sans atmosphère, la température d’équilibre serait de −18 °C. On mesure +15 °C. Qui chauffe la couverture ?`,
    homework: 'Question de synthèse, à rédiger directement sur l’ENT (15 lignes).',
  },
  {
    title: 'L’effet de serre, des mesures aux modèles',
    text: `
## Activité documentaire
- Spectre d’absorption de l’atmosphère : quels gaz, quelles longueurs d’onde ?
- Courbe de Mauna Loa, de 1958 à aujourd’hui : tendance et oscillation annuelle.
## Débat réglé
« Un modèle qui se trompe est-il inutile ? » Deux minutes de préparation, une minute de parole chacun.
> L’atmosphère est presque transparente à la lumière visible, mais absorbe une grande partie du rayonnement infrarouge émis par le sol.`,
    homework: 'Relever trois chiffres du dernier résumé du GIEC, avec leur source.',
  },
  {
    title: 'La photosynthèse, entrée de l’énergie dans le vivant',
    text: `
## Expérience
Élodée sous lumière blanche, rouge, verte : compter les bulles pendant une minute.
## Trace écrite
> Une petite partie de l’énergie solaire (environ 0,1 % à l’échelle de la planète) est convertie en énergie chimique.
- Spectre d’absorption de la chlorophylle, spectre d’action : les comparer.
- Du CO₂ à la matière organique, puis au charbon : deux échelles de temps.`,
    homework: 'Schéma bilan à compléter, couleurs conseillées.',
  },
  {
    title: 'Le bilan thermique du corps humain',
    text: `
## Problème
Un adulte au repos dégage environ 100 W. Combien d’ampoules LED dans une salle de classe pleine ?
## Travail en groupe
1. Lister les échanges : conduction, convection, rayonnement, évaporation.
2. Estimer chacun pour un cycliste en montée.
3. Confronter à l’apport alimentaire d’une journée.`,
    homework: 'Tenir le relevé de ses repas d’une journée et en estimer l’énergie (en kJ).',
  },
];
