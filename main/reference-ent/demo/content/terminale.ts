import type { LessonText } from './lesson-text.ts';

/** Terminale, spécialité physique-chimie: acids and titrations, kinetics, radioactivity. */
export const TERMINALE: readonly LessonText[] = [
  {
    title: 'Acide et base selon Brønsted, pH',
    text: `
## Objectifs
- Reconnaître un couple acide-base et écrire la réaction entre deux couples.
- Calculer un pH, et retrouver une concentration à partir d’un pH.
> Un acide cède un ion H⁺, une base en capte un. pH = −log([H₃O⁺] / c°).
## Exercices de rythme
- Cinq équations à l’ardoise, une minute chacune.
- Calcul de pH : vinaigre, jus de citron, eau de Javel.
**À retenir** : le logarithme n’a pas d’unité, la concentration, si.`,
    homework: 'Exercices 9, 11 et 16 p. 34.',
  },
  {
    title: 'TP : titrage pH-métrique d’un vinaigre',
    text: `
## Situation
L’étiquette annonce 8,0 % d’acidité. Le lot est-il conforme, à 5 % près ?
## Démarche
1. Diluer dix fois, en justifiant la verrerie.
2. Titrer 10,0 mL par la soude à 0,100 mol/L ; resserrer les mesures autour du saut de pH.
3. Repérer l’équivalence par la dérivée, puis par la méthode des tangentes. Comparer.
4. Exprimer le degré d’acidité avec son incertitude-type.
> Grille : *s’approprier* 4, *réaliser* 6, *valider* 6, *communiquer* 4.`,
    homework: 'Traiter les mesures avec le programme Python fourni ; noter la valeur du volume équivalent.',
  },
  {
    title: 'Titrage conductimétrique : loi de Kohlrausch',
    text: `
## Cours
> Pour une solution diluée, σ = Σ λᵢ × [Xᵢ].
- Pourquoi la conductivité baisse avant l’équivalence, puis remonte.
- Choisir entre indicateur coloré, pH-mètre et conductimètre.
## Raisonnement à rédiger
Sans calcul, donner l’allure de la courbe pour l’acide chlorhydrique et la soude, en nommant les ions *spectateurs*.`,
    homework: 'Sujet de bac (extrait) : questions 1 à 5.',
  },
  {
    title: 'Cinétique : vitesse volumique et facteurs',
    text: `
## Objectifs
- Définir une vitesse volumique de disparition ou d’apparition.
- La lire sur une courbe, comme pente d’une tangente.
> v(A) = − d[A] / dt. Une réaction suit une loi d’ordre 1 si v = k × [A].
## Déroulé
1. Vidéo accélérée : bleu de bromophénol en milieu basique.
2. Tangentes à t = 0, à t½, à la fin : ce que l’on observe.
3. Facteurs cinétiques, et ce qui n’en est pas un.`,
    homework: 'Exercice 24 p. 78, avec la construction des deux tangentes.',
  },
  {
    title: 'Décroissance radioactive : du hasard à la loi',
    resource: 'Dés radioactifs.pdf',
    text: `
## Activité de départ
Cent dés par groupe : à chaque tour, on retire les six. Combien en reste-t-il ? Tracer N en fonction du nombre de tours.
## Cours
> Un noyau instable ne vieillit pas : sa probabilité de désintégration par unité de temps, λ, est constante.
> dN/dt = −λ N, donc N(t) = N₀ × e^(−λt), et t½ = ln 2 / λ.
- Activité A(t) en becquerels.
- Lire une demi-vie sur un graphique.`,
    homework: 'Devoir : datation d’un charbon de bois, à déposer sur l’ENT.',
  },
  {
    title: 'Datation et usages médicaux de la radioactivité',
    text: `
## Documents
- Doc. 1 : le carbone 14, de l’arbre au laboratoire.
- Doc. 2 : technétium 99m, demi-vie et dose reçue.
- Doc. 3 : règles de radioprotection (distance, écran, durée).
## Travail en îlots
Chaque îlot prépare une affiche numérique de cinq minutes et répond aux questions des autres.
> Choisir un radioélément, c’est choisir une demi-vie : assez longue pour mesurer, assez courte pour le patient.`,
    homework: 'Terminer l’affiche ; une source vérifiée par document.',
  },
  {
    title: 'Évolution spontanée d’un système chimique',
    text: `
## Objectifs
- Calculer un quotient de réaction Q(r) et le comparer à K.
- Prévoir le sens d’évolution.
> Si Q(r) < K, le système évolue dans le sens direct ; si Q(r) > K, dans le sens inverse.
## Exercice fil rouge
Acide éthanoïque et ions méthanoate : quatre états initiaux, quatre réponses à justifier.`,
    homework: 'Exercices 7 et 8 p. 112.',
  },
  {
    title: 'Force d’un acide : Ka, pKa et diagrammes',
    text: `
## Déroulé
- Simulation : même concentration, trois acides, trois pH.
- Définition de K(A) et du pK(A).
- Diagramme de prédominance et diagramme de distribution.
> À pH = pK(A), l’acide et sa base conjuguée sont en concentrations égales.
Application : à quel pH sanguin la régulation devient-elle difficile ?`,
    homework: 'Sujet de bac : « l’acide lactique », parties A et B.',
  },
  {
    title: 'Entraînement au Grand oral : dire une démarche',
    text: `
## Consigne
En binôme, une question de la séquence et cinq minutes debout, sans notes.
1. Poser le problème en une phrase.
2. Donner **une** grandeur et **un** ordre de grandeur.
3. Montrer une limite du modèle.
## Retour des pairs
- Ai-je compris sans avoir suivi le cours ?
- Qu’aurais-je voulu savoir de plus ?`,
  },
];
