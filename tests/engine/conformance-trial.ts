import { randomBytes } from 'node:crypto';
import { CHECKS, type CheckResult, runSuite } from '../../main/cli/conformance/suite.ts';
import { type Key, Target } from '../../main/cli/conformance/target.ts';
import type { DialOverrides } from '../../main/reference-ent/dial.ts';
import type { ReferenceEnt } from '../../main/reference-ent/server.ts';
import { enterClass, sha256Of, signIn, startServer } from './reference-ent-client.ts';
import type { Travelling, WrongDoing } from './reply-rewriter.ts';

const bytes = randomBytes(4000);

/** A class whose first copy has a document, and a second assignment, of a period that is closed. */
export async function startClass(dial: DialOverrides = {}): Promise<ReferenceEnt> {
  const server = await startServer();
  server.dial.turn(dial);
  enterClass(server, 3);
  const client = await signIn(server);
  await client.putBlob(bytes);
  const file = {
    id: 'f1',
    name: 'copie.pdf',
    sha256: sha256Of(bytes),
    bytes: bytes.length,
    media_type: 'application/pdf',
  };
  const body = {
    assignment_id: 'a1',
    student_id: 'e1',
    status: 'submitted',
    submitted_at: 0,
    text: '',
    files: [file],
  };
  const closed = { label: 'Année passée', is_closed: true, starts_at: 0, ends_at: 1 };
  const assignment = server.store.entities('assignment')[0]?.body;
  server.editOnTheWeb([
    { entity: 'submission', id: 's1', body },
    { entity: 'period', id: 'p0', body: closed },
    { entity: 'assignment', id: 'a0', body: { ...assignment, period_id: 'p0' } },
    { entity: 'submission', id: 's0', body: { ...body, assignment_id: 'a0', files: [] } },
    { entity: 'subject', id: 'gone', body: { name: 'Latin' } },
    { entity: 'subject', id: 'gone', body: null },
  ]);
  return server;
}

export const keyOf = (server: ReferenceEnt): Key => ({ login: server.login, password: server.password });

export async function results(
  url: string,
  key: Key,
  { mayWrite = true, named = '' }: { mayWrite?: boolean; named?: string } = {},
): Promise<CheckResult[]> {
  const target = await Target.open(url, key);
  const checks = CHECKS.filter((check) => `${check.group}: ${check.name}`.includes(named));
  return runSuite(target, { mayWrite, onResult: () => undefined, checks });
}

export const isBroken = ({ outcome }: CheckResult) => outcome === 'failed';

/** Whether a message is about a place below the API's prefix. */
export const at = (message: Travelling, path: string) => message.path.startsWith(`/sync/v1${path}`);

/** A server that answers there in another way. */
export function onReply(path: string, change: (reply: Travelling, request: Travelling) => void): WrongDoing {
  return {
    onReply: (reply, request) => {
      if (at(request, path)) change(reply, request);
    },
  };
}
