import type { HttpReply } from '../../platform/http.ts';
import { parseReply } from './replies.ts';
import { type Policy, policy as policySchema, policyWindow } from './wire.ts';

/**
 * The policy in a reply. A window of a lane or a way that this version does not know is left out: the others bind all
 * the same.
 *
 * @throws CartableError `ent/not-an-ent`
 */
export function readPolicy(reply: HttpReply): Policy {
  const json = reply.json();
  return parseReply({ ...reply, json: () => withKnownWindows(json) }, policySchema);
}

function withKnownWindows(json: unknown): unknown {
  const { windows } = (json ?? {}) as { windows?: unknown };
  if (!Array.isArray(windows)) return json;
  return { ...(json as object), windows: windows.filter((window) => policyWindow.safeParse(window).success) };
}
