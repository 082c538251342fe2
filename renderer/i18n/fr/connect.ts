export const connect = {
  title: 'Bienvenue dans Cartable',
  sentence:
    'Préparez vos cours et corrigez vos copies sans réseau ; Cartable échange ensuite avec l’ENT en quelques requêtes.',
  demo: {
    title: 'Essayer sans compte',
    text: 'Un lycée inventé, avec ses classes et ses copies, tourne sur cet ordinateur. Rien ne sort sur le réseau.',
    button: 'Découvrir avec un lycée de démonstration',
    preparing: 'Préparation du lycée de démonstration : classes, devoirs, copies…',
  },
  account: {
    title: 'Se connecter à votre ENT',
    address: 'Adresse de l’ENT',
    addressHint: 'Par exemple ent.mon-lycee.fr',
    login: 'Identifiant',
    password: 'Mot de passe',
    submit: 'Se connecter',
    connecting: 'Connexion à l’ENT…',
  },
  language: 'Langue',
  memoryOnly: {
    title: 'Le mot de passe sera redemandé',
    text: 'Cet ordinateur n’a pas de trousseau de clés : la session n’est gardée qu’en mémoire. Après un redémarrage de Cartable, il faudra se reconnecter pour synchroniser. Votre travail, lui, est enregistré.',
  },
} as const;
