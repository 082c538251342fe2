import type { ServerSession } from '../connectors/server-adapter.ts';
import { hasCode } from '../platform/cartable-error.ts';
import { pausedUntil, pauseFor } from './back-off-state.ts';
import { paused } from './silence.ts';
import type { SyncContext } from './sync-context.ts';

/**
 * A session that is silent as soon as the ENT has asked for it: no request leaves before the pause is over, the goodbye
 * included, whatever the session was about to do.
 */
export function obedientSession(context: SyncContext, session: ServerSession): ServerSession {
  const obeying = async (ask: () => unknown) => {
    const until = pausedUntil(context);
    if (until !== null) throw paused(until);
    try {
      return await ask();
    } catch (error) {
      throw hearPause(context, error);
    }
  };
  return new Proxy(session, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== 'function') return member;
      if (name === 'close') return () => leave(context, target);
      return (...input: unknown[]) => obeying(() => member.apply(target, input));
    },
  });
}

/** Even the answer to the goodbye may ask for silence: what the session has done stands, and the next one waits. */
async function leave(context: SyncContext, session: ServerSession): Promise<void> {
  await session.close({ isSilent: pausedUntil(context) !== null }).catch((error) => {
    if (hearPause(context, error) === error) throw error;
  });
}

/** Keeps the ENT's wish for silence, if that is what an error tells; the error then says when the silence really ends. */
export function hearPause(context: SyncContext, error: unknown): unknown {
  if (!hasCode(error, 'ent/paused')) return error;
  const { untilMs, isWithoutNumber } = error.params;
  const hasNumber = typeof untilMs === 'number' && isWithoutNumber === undefined;
  return paused(pauseFor(context, hasNumber ? untilMs - context.clock.now() : null), error.params.status);
}
