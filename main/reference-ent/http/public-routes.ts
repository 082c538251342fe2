import type { FastifyInstance } from 'fastify';
import { API_PREFIX } from '../../engine/connectors/ent/wire.ts';
import type { School } from '../parts.ts';

/** GET / for who opens the address in a browser, GET /healthz for who watches the server. */
export function addPublicRoutes(app: FastifyInstance, school: School): void {
  app.get('/', async (_request, reply) =>
    reply
      .header('content-type', 'text/html; charset=utf-8')
      .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'")
      .send(frontPage(school)),
  );
  app.get('/healthz', async () => ({ status: 'ok' }));
}

function frontPage(school: School): string {
  return `<!doctype html>
<html lang="fr">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escapeHtml(school.name)} : serveur de référence</title>
<style>
  body { max-width: 38rem; margin: 4rem auto; padding: 0 1rem; font: 1.05rem/1.6 system-ui, sans-serif; color: #14171c; background: #fbfaf7 }
  h1 { color: #1f3a68; font-size: 1.5rem } code { background: #eee9dd; padding: .1em .3em }
</style>
<h1>${escapeHtml(school.name)}</h1>
<p>Ce serveur de référence parle l’API de synchronisation de l’ENT, version 1. L’établissement, ses élèves et leurs copies sont inventés.</p>
<p>Il n’y a rien à voir ici avec un navigateur : dans Cartable, indiquez l’adresse de cette page pour vous connecter.</p>
<p lang="en">This reference server speaks the ENT sync API, version 1, below <code>${API_PREFIX}</code>. Give the address of this page to Cartable.</p>
</html>
`;
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
