/** What the ENT says that is not as usual, what the teacher decides of it, and what is kept here then. */
export const notices = {
  deletions: {
    title: 'L’ENT dit que beaucoup de choses ont disparu',
    intro:
      'Cartable ne l’a pas cru : rien n’a été supprimé ici. Tant que vous n’avez pas choisi, plus rien n’est reçu de l’ENT ; vos modifications, elles, continuent de partir.',
    caption: 'Ce que l’ENT dit supprimé, sur ce que Cartable connaît',
    outOf: '{{gone}} sur {{known}}',
    advice:
      'Une nouvelle année ou un groupe refait peut l’expliquer. Dans le doute, demandez à votre établissement. Avant de supprimer, Cartable fait une copie de sauvegarde ; vos notes et vos textes qui attendent sont gardés.',
    accepted: 'Accepter ces suppressions',
    refused: 'Ne rien supprimer',
    decided: {
      none: 'Rien n’est encore choisi.',
      accepted:
        'Accepté : la prochaine synchronisation supprimera exactement cela. Si l’ENT en demande d’autres, Cartable vous le demandera à nouveau.',
      refused:
        'Rien ne sera supprimé : la prochaine synchronisation reçoit tout le reste, et ceci reste ici. Vous pourrez encore changer d’avis.',
    },
  },
  dataset: {
    replaced: {
      title: 'L’ENT ne contient plus les mêmes données',
      text: 'Il a été réinstallé, ou votre établissement a changé d’ENT : ce qui répond à cette adresse n’est pas ce que Cartable connaît.',
    },
    restored: {
      title: 'L’ENT est revenu à un état plus ancien',
      text: 'Une sauvegarde y a sans doute été remise en place : il a oublié des changements qu’il avait déjà donnés ou reçus.',
    },
    safe: 'Rien n’est envoyé et rien n’a été supprimé ici. Vous pouvez continuer à travailler. Si vous repartez de ce que l’ENT contient maintenant :',
    backup: 'Cartable fait d’abord une copie de sauvegarde.',
    compare:
      'Tout est comparé : ce que l’ENT n’a plus lui est renvoyé, ce qui diffère vous est montré pour choisir.',
    keep: 'Rien n’est supprimé ici, même si l’ENT semble vide.',
    adopt: 'Repartir de ce que l’ENT contient maintenant',
    doubt:
      'Dans le doute, attendez : si l’ENT redevient comme avant, la synchronisation reprend d’elle-même.',
  },
  unknown: {
    title: 'Gardé ici, inconnu de l’ENT',
    intro:
      'Quand tout a été comparé, l’ENT ne connaissait pas ceci. Cartable le garde et continue de le montrer.',
    seen: 'J’ai vu',
  },
  kept: {
    title: 'Gardé ici, supprimé à l’ENT',
    intro:
      'Vous avez choisi de ne rien supprimer : Cartable garde ceci et continue de le montrer, et reçoit tout le reste. Ce que vous y changez est envoyé ; si l’ENT ne le prend pas, cette page le montre. Ce que l’ENT rétablit n’est plus compté ici.',
    delete: 'Supprimer quand même…',
    confirmTitle: 'Supprimer tout ce qui est gardé ici ?',
    confirmText:
      'Cartable fait d’abord une copie de sauvegarde, puis supprime tout cela de cet ordinateur. Vos notes et vos textes qui attendent sont gardés.',
    confirm: 'Supprimer',
    deleted: 'Supprimé de cet ordinateur, après une copie de sauvegarde.',
  },
  unreadable: {
    title: 'Reçu, mais illisible pour cette version',
    intro:
      'L’ENT a envoyé des choses que cette version de Cartable ne sait pas lire, parce qu’il est plus récent, ou s’est trompé. Elles sont gardées telles quelles ici, et se montreront d’elles-mêmes quand Cartable sera mis à jour, ou l’ENT corrigé. Si cela dure, prévenez l’établissement.',
    other: 'D’une sorte inconnue',
  },
} as const;
