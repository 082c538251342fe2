import { POLICIES_FILE } from '../../main/engine/policies/policies-file.ts';
import { POLICY_KEYS, type PolicyKey, RECOMMENDABLE } from '../../main/engine/policies/policy-table.ts';
import { REGISTRY_KEY } from '../../main/engine/policies/registry-text.ts';
import { kindOf } from './policy-kinds.ts';
import { POLICY_WORDS } from './policy-words.ts';

type Language = 'fr' | 'en';

const KINDS: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  fr: { text: 'texte', boolean: 'oui/non', list: 'liste', choice: 'choix', number: 'nombre' },
  en: { text: 'text', boolean: 'yes/no', list: 'list', choice: 'choice', number: 'number' },
};

/** The page for administrators: installing without questions, policies, proxies, updates, and where what lies. */
export function administratorsPage(language: Language): string {
  return (language === 'fr' ? FRENCH : ENGLISH).replace('{{table}}', tableOf(language));
}

function tableOf(language: Language): string {
  const head = language === 'fr' ? 'Stratégie | Valeur | Effet' : 'Policy | Value | Effect';
  return [`| ${head} |`, '|---|---|---|', ...POLICY_KEYS.map((key) => rowOf(key, language))].join('\n');
}

function rowOf(key: PolicyKey, language: Language): string {
  const { title, text } = POLICY_WORDS[key][language];
  const kind = kindOf(key);
  const values =
    kind.kind === 'choice'
      ? kind.choices.map((choice) => `\`${choice}\``).join(', ')
      : kind.kind === 'number'
        ? `${kind.least} – ${kind.most}`
        : (KINDS[language][kind.kind] ?? '');
  const mark = RECOMMENDABLE.has(key) ? ' ◦' : '';
  return `| \`${key}\`${mark} | ${values} | **${title}.** ${text} |`;
}

const FRENCH = `# Déployer Cartable

Cette page et les fichiers à côté sont écrits à partir de la table des stratégies (\`npm run deploy-files\`) ; un test les y tient.

## Installer sans question

| Système | Commande |
|---|---|
| Windows, pour tous (MSI) | \`msiexec /i Cartable.msi /qn /norestart /l*v cartable.log\` ; code 0, ou 3010 s’il faut redémarrer |
| Windows, dans un autre dossier | la même, avec \`APPLICATIONFOLDER="D:\\Cartable"\` |
| Windows, retirer | \`msiexec /x Cartable.msi /qn\` |
| Windows, pour un utilisateur (NSIS) | \`Cartable-Setup.exe /S /currentuser\` (\`/D=C:\\dossier\` en dernier) |
| macOS (PKG) | \`installer -pkg Cartable.pkg -target /\` |
| Debian, Ubuntu | \`apt-get install ./cartable.deb\` |
| Fedora, openSUSE | \`dnf install ./cartable.rpm\` |

Le MSI s’installe toujours pour tout l’ordinateur (ALLUSERS=1), ne lance rien à la fin et se remplace d’une version à l’autre.
Retirer Cartable n’efface jamais le travail des enseignants.

## Où se trouve quoi

| | Windows | macOS | Linux |
|---|---|---|---|
| Programme | \`C:\\Program Files\\Cartable\` | \`/Applications/Cartable.app\` | \`/opt/Cartable\` |
| Données, une par compte | \`%APPDATA%\\Cartable\` | \`~/Library/Application Support/Cartable\` | \`~/.config/Cartable\` |
| Stratégies | registre | préférences gérées | \`${POLICIES_FILE}\` |

Les journaux (\`logs/\` dans les données) ne contiennent aucun nom. Sous Linux, le moteur est le Node.js livré dans
\`/opt/Cartable/resources/node/node\` : un contrôle des applications doit le laisser tourner.

## Stratégies

- **Windows** : \`HKLM\\${REGISTRY_KEY}\` puis \`HKCU\\${REGISTRY_KEY}\`. Copiez \`windows/Cartable.admx\` et ses dossiers
  \`fr-FR\`, \`en-US\` dans le magasin central (\`PolicyDefinitions\`), ou importez-les dans Intune.
- **macOS** : un profil de configuration pour \`fr.cartable.desktop\` (\`macos/Cartable.mobileconfig\` est un exemple).
- **Linux** : \`${POLICIES_FILE}\` (\`linux/policies.example.json\`, \`linux/policies.schema.json\`). Le fichier et son dossier
  doivent appartenir à root et n’être modifiables par personne d’autre ; sinon ils sont ignorés, et l’écran des réglages le dit.

Dans l’ordre : stratégie de l’ordinateur, de l’utilisateur, réglage de l’enseignant, proposition de l’ordinateur, de
l’utilisateur, valeur d’origine. Ce qui porte « ◦ » peut être proposé (sous \`Recommended\`, ou \`recommended\` sous Linux) au lieu
d’être imposé. Une stratégie mal écrite est signalée dans les réglages, jamais fatale ; si elle devait fermer quelque chose, cela
reste fermé. Les stratégies sont lues au démarrage.

{{table}}

## Réseau

Cartable ne parle qu’à l’ENT choisi, en HTTPS, à la source des mises à jour s’il y en a une, et à rien d’autre. Il suit le proxy du
système, script PAC compris, sauf \`network.proxy\` ; un proxy qui demande un mot de passe n’est pas pris en charge par stratégie. Il
fait confiance au magasin de certificats du système, et à \`network.extraCertificates\`.

## Mises à jour

Ce qui est installé par MSI, PKG, deb ou rpm ne se met jamais à jour soi-même : c’est à vous. NSIS pour un utilisateur, AppImage et
DMG se mettent à jour à la fermeture, jamais pendant une synchronisation ni pendant que l’enseignant travaille. Chaque version est
signée (Ed25519) ; un miroir (\`update.mirror\`) est une copie du dossier de la source, fichiers \`cartable-*.json\` compris.
`;

const ENGLISH = `# Deploying Cartable

This page and the files beside it are written from the table of policies (\`npm run deploy-files\`); a test holds them to it.

## Installing without questions

| System | Command |
|---|---|
| Windows, for everybody (MSI) | \`msiexec /i Cartable.msi /qn /norestart /l*v cartable.log\`; exit code 0, or 3010 when a restart is needed |
| Windows, in another folder | the same, with \`APPLICATIONFOLDER="D:\\Cartable"\` |
| Windows, removing | \`msiexec /x Cartable.msi /qn\` |
| Windows, for one user (NSIS) | \`Cartable-Setup.exe /S /currentuser\` (\`/D=C:\\folder\` at the end) |
| macOS (PKG) | \`installer -pkg Cartable.pkg -target /\` |
| Debian, Ubuntu | \`apt-get install ./cartable.deb\` |
| Fedora, openSUSE | \`dnf install ./cartable.rpm\` |

The MSI always installs for the whole computer (ALLUSERS=1), starts nothing at its end and replaces earlier versions. Removing
Cartable never removes teachers’ work.

## Where things are

| | Windows | macOS | Linux |
|---|---|---|---|
| Program | \`C:\\Program Files\\Cartable\` | \`/Applications/Cartable.app\` | \`/opt/Cartable\` |
| Data, one folder an account | \`%APPDATA%\\Cartable\` | \`~/Library/Application Support/Cartable\` | \`~/.config/Cartable\` |
| Policies | registry | managed preferences | \`${POLICIES_FILE}\` |

Logs (\`logs/\` among the data) hold no names. On Linux the engine is the Node.js that lies in
\`/opt/Cartable/resources/node/node\`: application control must let it run.

## Policies

- **Windows**: \`HKLM\\${REGISTRY_KEY}\`, then \`HKCU\\${REGISTRY_KEY}\`. Copy \`windows/Cartable.admx\` and its folders \`fr-FR\`,
  \`en-US\` to the central store (\`PolicyDefinitions\`), or import them into Intune.
- **macOS**: a configuration profile for \`fr.cartable.desktop\` (\`macos/Cartable.mobileconfig\` is an example).
- **Linux**: \`${POLICIES_FILE}\` (\`linux/policies.example.json\`, \`linux/policies.schema.json\`). The file and its folder must be
  root’s, and writable by nobody else; otherwise they are ignored, and the settings screen says so.

In this order: the computer’s policy, the user’s policy, the teacher’s setting, what is recommended for the computer, for the user,
the default. What is marked “◦” can be recommended (below \`Recommended\`, on Linux \`recommended\`) instead of imposed. A policy that
is badly written is told in the settings, and never fatal; if it was to close something, that stays closed. Policies are read at the
start.

{{table}}

## Network

Cartable speaks to the chosen ENT, by HTTPS, to the feed of updates if there is one, and to nothing else. It follows the system’s
proxy, PAC script included, unless \`network.proxy\` says otherwise; a proxy that asks for a password is not supported by policy. It
trusts the system’s certificates, and \`network.extraCertificates\`.

## Updates

What was installed by MSI, PKG, deb or rpm never updates itself: that is yours to do. NSIS for one user, AppImage and DMG update when
Cartable is closed, never during a sync nor while the teacher works. Each version is signed (Ed25519); a mirror (\`update.mirror\`) is a
copy of the feed’s folder, \`cartable-*.json\` included.
`;
