import type { AuthorizeQuery } from '../../engine/connectors/ent/wire.ts';
import type { School } from '../parts.ts';
import { escapeHtml } from './public-routes.ts';

export type PageLanguage = 'fr' | 'en';

/** What went wrong before. */
export type PageFault = 'wrong-password' | 'too-many' | null;

const WORDS = {
  fr: {
    title: 'Se connecter',
    why: 'L’application Cartable, sur cet ordinateur, demande à ouvrir votre espace d’enseignement. Elle ne verra pas votre mot de passe.',
    login: 'Identifiant',
    password: 'Mot de passe',
    allow: 'Se connecter',
    cancel: 'Annuler',
    error: 'Erreur :',
    'wrong-password': 'L’identifiant ou le mot de passe est faux.',
    'too-many': 'Trop d’essais. Attendez quelques minutes avant de recommencer.',
    badAddress: 'Cette adresse de connexion n’est pas valable',
    badAddressWhy:
      'Rien n’a été envoyé à personne. Revenez dans Cartable et recommencez. L’adresse est refusée pour :',
  },
  en: {
    title: 'Sign in',
    why: 'The application Cartable, on this computer, asks to open your teaching space. It will not see your password.',
    login: 'Login',
    password: 'Password',
    allow: 'Sign in',
    cancel: 'Cancel',
    error: 'Error:',
    'wrong-password': 'The login or the password is wrong.',
    'too-many': 'Too many attempts. Wait a few minutes before you try again.',
    badAddress: 'This sign-in address is not valid',
    badAddressWhy:
      'Nothing was sent to anyone. Go back to Cartable and begin again. The address is refused for:',
  },
} as const;

/** `ui_locales` first, then the browser's own languages; French where neither is known. */
export function pageLanguage(
  uiLocales: string | undefined,
  acceptLanguage: string | undefined,
): PageLanguage {
  const wanted = [...(uiLocales ?? '').split(/\s+/), ...(acceptLanguage ?? '').split(',')];
  const known = wanted.map((tag) => /^\s*(fr|en)\b/i.exec(tag)?.[1]?.toLowerCase());
  return (known.find((tag) => tag !== undefined) ?? 'fr') as PageLanguage;
}

/** The page on which a teacher signs in: plain HTML, without scripts, whole with a keyboard and a screen reader. */
export function authorizePage(
  school: School,
  query: AuthorizeQuery,
  { language, fault, login }: { language: PageLanguage; fault: PageFault; login: string },
): string {
  const words = WORDS[language];
  const kept = Object.entries(query).map(
    ([name, value]) => `<input type="hidden" name="${name}" value="${escapeHtml(String(value))}">`,
  );
  const told =
    fault === null ? '' : `<p id="fault" role="alert"><strong>${words.error}</strong> ${words[fault]}</p>`;
  const described = fault === null ? '' : ' aria-invalid="true" aria-describedby="fault"';
  return page(
    language,
    `${fault === null ? '' : `${words.error} `}${words.title} – ${school.name}`,
    `<h1>${words.title}</h1>
<p>${escapeHtml(school.name)}</p>
<p>${words.why}</p>
${told}
<form method="post">
${kept.join('\n')}
<p><label for="login">${words.login}</label>
<input id="login" name="login" value="${escapeHtml(login)}" autocomplete="username" autocapitalize="none" spellcheck="false" required maxlength="200"${described}></p>
<p><label for="password">${words.password}</label>
<input id="password" name="password" type="password" autocomplete="current-password" required maxlength="1000"${described}></p>
<p><button name="choice" value="allow">${words.allow}</button>
<button name="choice" value="cancel" formnovalidate class="quiet">${words.cancel}</button></p>
</form>`,
  );
}

/** The page for an address that nobody is sent back to. */
export function badAddressPage(language: PageLanguage, names: readonly string[]): string {
  const words = WORDS[language];
  const list = names.map((name) => `<li><code>${escapeHtml(name)}</code></li>`).join('');
  return page(
    language,
    words.badAddress,
    `<h1>${words.badAddress}</h1>\n<p>${words.badAddressWhy}</p>\n<ul>${list}</ul>`,
  );
}

function page(language: PageLanguage, title: string, body: string): string {
  return `<!doctype html>
<html lang="${language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)}</title>
<style>
  :root { color-scheme: light dark; --ink: #14171c; --paper: #fbfaf7; --accent: #1f3a68; --line: #767676 }
  @media (prefers-color-scheme: dark) { :root { --ink: #eceae4; --paper: #16181c; --accent: #9db9e8; --line: #8a8a8a } }
  body { max-width: 26rem; margin: 3rem auto; padding: 0 1rem; font: 1.05rem/1.6 system-ui, sans-serif; color: var(--ink); background: var(--paper) }
  h1 { color: var(--accent); font-size: 1.5rem }
  label { display: block; font-weight: 600 }
  input { box-sizing: border-box; width: 100%; padding: .5rem; font: inherit; color: inherit; background: transparent; border: 1px solid var(--line); border-radius: 4px }
  button { padding: .5rem 1rem; font: inherit; color: var(--paper); background: var(--accent); border: 1px solid var(--accent); border-radius: 4px }
  button.quiet { color: inherit; background: transparent; border-color: var(--line) }
  :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
  [role=alert] { padding: .5rem .75rem; border-left: 4px solid #b3261e }
</style>
<main>
${body}
</main>
</html>
`;
}
