import { MessageChannelMain, type MessagePortMain, type WebContents } from 'electron';
import type { EngineState } from '../../../preload/contract/bridge.ts';
import { ENGINE_PORT_MESSAGE } from '../../../preload/contract/bridge.ts';
import type { EngineHost } from './engine-host.ts';

/**
 * The line between the page and the engine of the moment.
 *
 * Once the page has asked, it gets a port to each engine that follows by itself, after the news that the last one
 * has died: so its pending calls fail first, and the next ones find a new engine.
 */
export class PageLine {
  readonly #engine: EngineHost;
  #page: WebContents | null = null;
  #port: MessagePortMain | null = null;

  constructor(engine: EngineHost) {
    this.#engine = engine;
  }

  /** The page wants to be served, from now on. */
  open(page: WebContents): void {
    this.#page = page;
    this.tell(this.#engine.state);
  }

  /** The engine's state has changed. */
  tell(state: EngineState): void {
    if (this.#page === null || this.#page.isDestroyed()) return;
    if (state !== 'ready') this.#hangUp();
    this.#page.send('shell:engine-state', state);
    if (state === 'ready') this.#connect(this.#page);
  }

  #connect(page: WebContents): void {
    this.#hangUp();
    const { port1, port2 } = new MessageChannelMain();
    if (!this.#engine.connectPort(port1)) return;
    this.#port = port1;
    page.postMessage(ENGINE_PORT_MESSAGE, null, [port2]);
  }

  #hangUp(): void {
    this.#port?.close();
    this.#port = null;
  }
}
