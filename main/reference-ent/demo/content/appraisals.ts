import type { Chance } from '../chance.ts';

/** What a teacher writes under a grade, by share of the maximum. No adjective that would need a gender. */
const APPRAISALS: readonly { readonly from: number; readonly texts: readonly string[] }[] = [
  {
    from: 0.9,
    texts: [
      'Excellent travail : rédaction claire, résultats justifiés, unités partout.',
      'Très belle copie. Le raisonnement est complet et l’esprit critique est là.',
      'Remarquable, jusque dans la présentation des calculs. Bravo !',
    ],
  },
  {
    from: 0.75,
    texts: [
      'Très bon ensemble. Il manque seulement la justification de la dernière question.',
      'Du bon travail, solide et soigné. Pensez aux chiffres significatifs.',
      'Bonne maîtrise du cours et des méthodes. Continuez ainsi.',
      'Bien ! Le schéma est précis, la conclusion un peu rapide.',
    ],
  },
  {
    from: 0.6,
    texts: [
      'Bon travail dans l’ensemble. Écrivez la relation littérale avant de remplacer par les valeurs.',
      'Le cours est su. Les calculs demandent plus de soin : deux erreurs d’unité.',
      'Assez bien. La question 4 était à votre portée : reprenez-la avec le corrigé.',
      'Démarche juste, rédaction trop brève : expliquez ce que vous faites.',
    ],
  },
  {
    from: 0.45,
    texts: [
      'Résultats inégaux. Les définitions sont à apprendre par cœur ; le reste suivra.',
      'Des bases, mais la méthode n’est pas installée. Refaites les exercices de la fiche.',
      'Il y a du travail. Venez au soutien de jeudi pour revoir les conversions.',
      'Ensemble moyen : attention à ne pas confondre proportionnalité et simple augmentation.',
    ],
  },
  {
    from: 0,
    texts: [
      'Copie trop courte pour que je puisse vous aider : essayez chaque question, même sans conclure.',
      'L’essentiel du cours n’est pas su. On en parle à la fin de la prochaine séance ?',
      'Difficultés réelles, mais ne baissez pas les bras : reprenez les exemples résolus, un par jour.',
      'Beaucoup de confusions. Je vous propose de refaire cette évaluation la semaine prochaine.',
    ],
  },
];

/** An appraisal that fits a grade (`share` of the maximum, 0 to 1). */
export function appraisalFor(share: number, chance: Chance): string {
  const band = APPRAISALS.find(({ from }) => share >= from);
  return chance.pick(band?.texts ?? ['']);
}
