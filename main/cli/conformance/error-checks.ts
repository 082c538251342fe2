import { randomUUID } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { type Check, group } from './check.ts';
import { expectHeader, expectProblem, expectStatus, expectThat, NothingToTry } from './expectations.ts';

const JSON_TYPE = { 'content-type': 'application/json' };
const CHECK_BODY = { blobs: [{ sha256: 'a'.repeat(64), bytes: 1 }] };

export const errorChecks: readonly Check[] = group('Errors and encodings', [
  {
    name: 'an address that is none is 404 not-found, as problem+json',
    async run(target) {
      expectProblem(await target.send(`/nowhere-${randomUUID()}`), [404, 'not-found']);
    },
  },
  {
    name: 'a body that is no JSON is 400 bad-request',
    async run(target) {
      const sending = { method: 'POST', headers: JSON_TYPE, body: Buffer.from('{"blobs": [') };
      expectProblem(await target.send('/blobs/check', sending), [400, 'bad-request']);
    },
  },
  {
    name: 'a body of another shape is 400 bad-request, and is not repeated in the answer',
    async run(target) {
      const secret = `secret-${randomUUID()}`;
      const reply = await target.post('/blobs/check', { blobs: [{ sha256: secret, bytes: 1 }] });
      expectProblem(reply, [400, 'bad-request']);
      expectThat(
        !reply.body.includes(secret),
        'an answer without what was sent',
        'what was sent, in the answer',
      );
    },
  },
  {
    name: 'a body of another type is 415 unsupported-encoding',
    async run(target) {
      const sending = {
        method: 'POST',
        headers: { 'content-type': 'text/xml' },
        body: Buffer.from('<blobs/>'),
      };
      expectProblem(await target.send('/blobs/check', sending), [415, 'unsupported-encoding']);
    },
  },
  {
    name: 'a body packed as the policy names is taken; one packed otherwise is 415',
    async run(target) {
      const body = Buffer.from(JSON.stringify(CHECK_BODY));
      const packed = { method: 'POST', headers: { ...JSON_TYPE, 'content-encoding': 'gzip' } };
      const zipped = await target.send('/blobs/check', { ...packed, body: gzipSync(body) });
      if (target.takesGzip) expectStatus(zipped, 200);
      else expectProblem(zipped, [415, 'unsupported-encoding']);
      const other = { method: 'POST', headers: { ...JSON_TYPE, 'content-encoding': 'compress' }, body };
      const refused = await target.send('/blobs/check', other);
      expectProblem(refused, [415, 'unsupported-encoding']);
      // Nobody needs it; where it is, it must not contradict the policy.
      if (refused.headers.has('accept-encoding'))
        expectHeader(refused, 'accept-encoding', target.takesGzip ? /gzip/ : /^(?!.*gzip)/);
    },
  },
  {
    name: 'a few kilobytes that unpack to megabytes are 413 too-large, or 400',
    async run(target) {
      const body = gzipSync(Buffer.alloc(16_000_000, ' '));
      const headers = { ...JSON_TYPE, 'content-encoding': 'gzip' };
      const reply = await target.send('/blobs/check', { method: 'POST', headers, body });
      if (target.takesGzip) expectProblem(reply, [413, 'too-large'], [400, 'bad-request']);
      else expectProblem(reply, [413, 'too-large'], [415, 'unsupported-encoding']);
    },
  },
  {
    name: 'bytes that do not have their Content-Digest are 422 digest-mismatch',
    async run(target) {
      const headers = { ...JSON_TYPE, 'content-digest': `sha-256=:${'A'.repeat(43)}=:` };
      const body = Buffer.from(JSON.stringify(CHECK_BODY));
      const reply = await target.send('/blobs/check', { method: 'POST', headers, body });
      expectProblem(reply, [422, 'digest-mismatch']);
    },
  },
  {
    name: 'replies are as they are for who accepts no packing',
    async run(target) {
      if ((await target.changes()).length === 0) throw new NothingToTry('the feed is empty');
      const reply = await target.send('/changes', { headers: { 'accept-encoding': 'identity' } });
      expectStatus(reply, 200);
      expectThat(!reply.headers.has('content-encoding'), 'no Content-Encoding', 'a packed reply');
      expectThat(!isGzip(reply.body), 'JSON', 'gzip');
    },
  },
]);

function isGzip(bytes: Buffer): boolean {
  try {
    return gunzipSync(bytes).length > 0;
  } catch {
    return false;
  }
}
