import type { EngineState } from '../../preload/contract/index.ts';
import { ENGINE_PORT_MESSAGE } from '../../preload/contract/index.ts';
import { bridge } from './bridge.ts';
import { engineLink } from './engine.ts';
import { createSignal } from './signal.ts';

/** How the engine is, as the shell that supervises it says. */
export const engineState = createSignal<EngineState>('starting');

/** Takes the engine's ports as they come, and lets go of an engine that has died. */
export function startEngineLink(): void {
  window.addEventListener('message', (event: MessageEvent) => {
    const port = event.ports[0];
    if (event.source !== window || port === undefined) return;
    if ((event.data as { type?: unknown } | null)?.type === ENGINE_PORT_MESSAGE) engineLink.connect(port);
  });
  bridge().onEngineState((state) => {
    engineState.set(state);
    if (state === 'restarting' || state === 'starting') engineLink.disconnect();
    if (state === 'failed') engineLink.giveUp();
  });
  bridge().requestEnginePort();
}
