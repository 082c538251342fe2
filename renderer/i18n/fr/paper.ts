export const paper = {
  sheets: {
    menu: 'Imprimer des feuilles à QR code…',
    title: 'Feuilles pour copies sur papier',
    explanation:
      'Une feuille ou une étiquette par élève, à imprimer. Une fois la pile scannée, Cartable retrouve par le QR code à qui est chaque copie. Le code ne dit rien de l’élève.',
    form: 'Forme',
    sheets: 'Une feuille par élève, à placer devant sa copie',
    strips: 'Des étiquettes à découper et à coller, huit par page',
    save: 'Enregistrer le PDF…',
    fileName: 'Feuilles {{title}}',
    hint: 'Placez cette feuille devant la copie avant de scanner la pile. Le code doit rester lisible.',
    done_one: 'Le PDF est enregistré : {{count}} élève. Imprimez-le à 100 %.',
    done_many: 'Le PDF est enregistré : {{count}} élèves. Imprimez-le à 100 %.',
    done_other: 'Le PDF est enregistré : {{count}} élèves. Imprimez-le à 100 %.',
  },
  pile: {
    menu: 'Répartir des copies scannées…',
    ofArrival: 'Répartir entre les copies…',
    answer: 'Dire de qui sont les pages…',
    waiting: 'Pages à attribuer : {{title}}',
    shared_one:
      'Copies scannées de « {{title}} » : {{count}} est déjà jointe. D’autres pages attendent que vous disiez de qui elles sont.',
    shared_many:
      'Copies scannées de « {{title}} » : {{count}} sont déjà jointes. D’autres pages attendent que vous disiez de qui elles sont.',
    shared_other:
      'Copies scannées de « {{title}} » : {{count}} sont déjà jointes. D’autres pages attendent que vous disiez de qui elles sont.',
    title: 'Répartir des copies scannées',
    explanation:
      'Les pages scannées ou photographiées, avec les feuilles ou les étiquettes imprimées par Cartable : un PDF, ou plusieurs PDF et images, pris dans l’ordre de leurs noms. Rien n’est changé avant que vous ne confirmiez.',
    reading: 'Cartable cherche les QR codes dans les pages…',
    noSheet:
      'Aucune feuille imprimée par Cartable n’a été trouvée dans ce fichier. Depuis « Classes », vous pouvez dire de quel devoir il s’agit et répartir les pages à la main.',
    found_one: '{{title}} : {{count}} page lue.',
    found_many: '{{title}} : {{count}} pages lues.',
    found_other: '{{title}} : {{count}} pages lues.',
    table: 'Les pages et leurs élèves',
    column: { pages: 'Pages', sheet: 'À vérifier', student: 'Élève' },
    state: {
      'no-code': 'Aucune feuille avant ces pages',
      unknown: 'Une feuille d’un autre ordinateur',
      other: 'Une feuille d’un autre devoir',
      twice: 'La feuille de cet élève est là plusieurs fois',
    },
    who: 'Élève des pages {{pages}}',
    asked_one: '{{count}} partie attend que vous disiez de qui elle est.',
    asked_many: '{{count}} parties attendent que vous disiez de qui elles sont.',
    asked_other: '{{count}} parties attendent que vous disiez de qui elles sont.',
    confirm_one: 'Joindre {{count}} copie',
    confirm_many: 'Joindre {{count}} copies',
    confirm_other: 'Joindre {{count}} copies',
    done_one: '{{count}} copie scannée jointe',
    done_many: '{{count}} copies scannées jointes',
    done_other: '{{count}} copies scannées jointes',
  },
} as const;
