import { v7 } from 'uuid';
import { isPicture, type Resource } from '../../../preload/contract/index.ts';
import { bridge } from '../../app/bridge.ts';
import { engine, engineClient } from '../../app/engine.ts';
import { queryClient } from '../../app/query-client.ts';
import { orFound } from '../../components/attachments/joining.ts';
import type { GivenPicture } from '../../components/rich-text/pasted-pictures.ts';

/** What came of a picture: what hangs on the lesson, and whether it was hung now. */
export interface AttachedPicture {
  readonly resource: Resource;
  readonly isNew: boolean;
  /** It can stand in the text. */
  readonly isPicture: boolean;
}

/** The pictures that are put into a lesson's text while it is open, and their documents. */
export class LessonPictures {
  readonly #lessonId: () => Promise<string>;
  readonly #hung = new Map<string, string>();
  /** Of fast undo and redo, the last is what counts. */
  #last: Promise<unknown> = Promise.resolve();

  /** `lessonId` creates the lesson first, if need be. */
  constructor(lessonId: () => Promise<string>) {
    this.#lessonId = lessonId;
  }

  async attach(picture: GivenPicture, signal: AbortSignal): Promise<AttachedPicture> {
    const lessonId = await this.#lessonId();
    const newId = v7();
    const source =
      picture.kind === 'path'
        ? { path: picture.path }
        : { handover: await handOver(picture.bytes), name: picture.name };
    const resource = await orFound(
      engineClient.lessons.attachPicture({ lessonId, newId, ...source }, { signal }),
      signal,
      async () => (await engineClient.lessons.get({ lessonId })).resources.find(({ id }) => id === newId),
    );
    const isNew = resource.id === newId;
    if (isNew) this.#hung.set(resource.document.sha256, resource.id);
    await this.#show();
    return { resource, isNew, isPicture: isPicture(resource.document.mediaType) };
  }

  /** Its place in the text is gone: the document goes with it. */
  async takeOff(sha256: string): Promise<void> {
    await this.#inTurn(sha256, async (resourceId) => engineClient.lessons.detach({ resourceId }));
  }

  /** Undo of `takeOff`. */
  async putBack(sha256: string): Promise<void> {
    await this.#inTurn(sha256, async (resourceId) =>
      engineClient.lessons.reattach({ resourceId, isPicture: true }),
    );
  }

  async #inTurn(sha256: string, act: (resourceId: string) => Promise<unknown>): Promise<void> {
    const resourceId = this.#hung.get(sha256);
    if (resourceId === undefined) return;
    const turn = this.#last.catch(() => undefined).then(async () => act(resourceId));
    this.#last = turn;
    await turn;
    await this.#show();
  }

  async #show(): Promise<void> {
    const input = { lessonId: await this.#lessonId() };
    await queryClient.invalidateQueries({ queryKey: engine.lessons.get.queryKey({ input }) });
  }
}

async function handOver(bytes: Blob): Promise<string> {
  return bridge().handOver(new Uint8Array(await bytes.arrayBuffer()));
}
