import type { Account } from '../../../preload/contract/domain.ts';
import { resolveEntAddress } from '../connectors/ent/address.ts';
import { createEntAdapter, type EntAdapterOptions } from '../connectors/ent/ent-adapter.ts';
import { isSameSite } from '../connectors/moodle/address.ts';
import { createMoodleAdapter } from '../connectors/moodle/moodle-adapter.ts';
import { findMoodle } from '../connectors/moodle/recognise.ts';
import type { ServerAdapter } from '../connectors/server-adapter.ts';
import { Bandwidth } from '../platform/bandwidth.ts';
import { hasCode } from '../platform/cartable-error.ts';
import type { Clock } from '../platform/clock.ts';
import { createHttp, type Http } from '../platform/http.ts';
import { atPace, RequestPace } from '../platform/request-pace.ts';
import type { FindRoute } from '../platform/routes.ts';
import type { Secrets } from '../platform/secrets.ts';
import { type AskedServer, requireAllowedEnt } from '../policies/obey.ts';
import type { Policies } from '../policies/resolve.ts';
import type { Store } from '../store/store.ts';
import type { SyncConnection } from '../sync/sync-service.ts';
import { type AccountRow, saveDeviceId } from './account-row.ts';
import { bandwidthLimit } from './bandwidth-limit.ts';
import type { DemoEntProcess } from './demo-ent.ts';
import { requestLimit } from './request-limit.ts';
import type { Silences } from './silences.ts';

export interface EntLinesOptions {
  readonly appVersion: string;
  /** Shown to the ENT beside the teacher's devices. */
  readonly deviceName: string;
  readonly clock: Clock;
  readonly secrets: Secrets;
  /** The ways to servers; without it, the environment's. */
  readonly findRoute?: FindRoute;
  readonly policies: Policies;
}

/** A way to an ENT, open until it is closed. */
export interface EntLine extends EntAdapterOptions {
  close(): void;
}

/** The ways to the accounts' ENTs: to sign in, to sync, to sign out. Outside of a sync session, which does so itself, they keep the silence that a server wants. */
export class EntLines {
  readonly #options: EntLinesOptions;
  readonly #demo: DemoEntProcess;
  readonly #silences: Silences;
  readonly #signingOut = new Set<Promise<void>>();
  readonly #paces = new Map<string, RequestPace>();

  constructor(options: EntLinesOptions, demo: DemoEntProcess, silences: Silences) {
    this.#options = options;
    this.#demo = demo;
    this.#silences = silences;
  }

  /** A server's adapter, for as long as `use` takes. */
  async with<T>(
    server: { readonly kind: Account['kind']; readonly url: string },
    deviceId: string,
    use: (adapter: ServerAdapter) => Promise<T>,
  ): Promise<T> {
    const line = this.open(server.url, deviceId);
    try {
      return await use(adapterFor(server.kind, line));
    } finally {
      line.close();
    }
  }

  /** Where the Moodle is that an address leads to; null when there is none. @throws CartableError when nothing answers */
  async findMoodle(url: string): Promise<string | null> {
    const http = this.#silences.obeying(this.#openHttp());
    try {
      return (await findMoodle({ http, clock: this.#options.clock }, url))?.url ?? null;
    } finally {
      http.close();
    }
  }

  /** The way to an ENT for whoever signs in by the browser, which takes its time. */
  open(baseUrl: string, deviceId: string): EntLine {
    const { deviceName, clock } = this.#options;
    const http = this.#silences.obeying(this.#openHttp());
    return { http, baseUrl, deviceId, deviceName, clock, close: () => http.close() };
  }

  /** The line of one sync session of an account, whose secret is kept under `key`. */
  async forSync(key: string, account: AccountRow, store: Store): Promise<SyncConnection> {
    const { secrets, clock, policies } = this.#options;
    // An account that was there before the school decided is kept, and speaks to nobody.
    const { kind, url } = account;
    if (kind !== 'demo') requireAllowedEnt(policies, askedServer({ kind, url }));
    const baseUrl = account.kind === 'demo' ? (await this.#demo.start()).url : account.url;
    const door = this.#openHttp(
      new Bandwidth(bandwidthLimit({ store, policies, clock }, account.dataset_id), clock),
    );
    const paced = atPace(door, this.#paceOf(key), () => requestLimit(store, account.dataset_id));
    const http = kind === 'moodle' ? this.#silences.minding(paced, url) : paced;
    const adapter = this.#adapter(http, { ...account, url: baseUrl });
    return {
      adapter,
      deviceId: account.device_id,
      become: (deviceId) => {
        saveDeviceId(store, deviceId);
        return this.#adapter(http, { ...account, url: baseUrl, device_id: deviceId });
      },
      traffic: http.traffic,
      readSecret: async () =>
        (await secrets.get(key)) ?? (account.kind === 'demo' ? this.#demoSecret(adapter, key) : null),
      saveSecret: async (secret) => {
        await secrets.set(key, secret);
      },
      close: async () => http.close(),
    };
  }

  /**
   * Tells the ENT that a session is over: what a computer kept of it must not outlive the leaving.
   *
   * Behind the teacher's back, who is on their way; offline, or while the ENT wants silence, the secret is gone from here
   * all the same, and what it opened runs out unused. The demonstration's ENT is ours, and may not be running.
   */
  signOut(account: Pick<AccountRow, 'kind' | 'url' | 'device_id'>, secret: string): void {
    if (account.kind === 'demo') return;
    const done: Promise<void> = this.with(account, account.device_id, (adapter) =>
      adapter.signOut(secret),
    ).finally(() => this.#signingOut.delete(done));
    this.#signingOut.add(done);
  }

  /** Resolves when no ENT is being told of an end any more: some seconds at most. */
  async settled(): Promise<void> {
    await Promise.all(this.#signingOut);
  }

  /** Of the account, not of the session: the minute before counts too. */
  #paceOf(key: string): RequestPace {
    const pace = this.#paces.get(key) ?? new RequestPace(this.#options.clock);
    this.#paces.set(key, pace);
    return pace;
  }

  #openHttp(bandwidth?: Bandwidth): Http {
    const { appVersion, findRoute } = this.#options;
    return createHttp({
      appVersion,
      ...(findRoute === undefined ? {} : { findRoute }),
      ...(bandwidth === undefined ? {} : { bandwidth }),
    });
  }

  #adapter(
    http: Http,
    { kind, url: baseUrl, device_id: deviceId }: Pick<AccountRow, 'kind' | 'url' | 'device_id'>,
  ): ServerAdapter {
    const { deviceName, clock } = this.#options;
    return adapterFor(kind, { http, baseUrl, deviceId, deviceName, clock });
  }

  /** The demonstration's password is no secret: without a keyring it signs in by itself. */
  async #demoSecret(adapter: ServerAdapter, key: string): Promise<string> {
    const { login, password } = await this.#demo.start();
    const { secret } = await adapter.signIn({ login, password });
    await this.#options.secrets.set(key, secret);
    return secret;
  }
}

/** How the server of an account is spoken to. */
function adapterFor(kind: Account['kind'], line: EntAdapterOptions): ServerAdapter {
  return kind === 'moodle' ? createMoodleAdapter(line) : createEntAdapter(line);
}

/** An account's server, as the school's policies ask for it: a Moodle knows its own address, so that of the same site is meant. */
export function askedServer({
  kind,
  url,
}: Pick<AskedServer, 'kind'> & { readonly url: string }): AskedServer {
  return {
    kind,
    isSame: (schoolsUrl) => {
      const ours = resolveEntAddress(schoolsUrl);
      return kind === 'moodle' ? isSameSite(ours, url) : ours === url;
    },
  };
}

/** What a server says, or does not say, that is no ENT; a name that no server bears is no server's at all. */
export function isNoEnt(error: unknown): boolean {
  return (
    (hasCode(error, 'account/wrong-address') && error.params.reason === undefined) ||
    hasCode(error, 'ent/not-an-ent') ||
    hasCode(error, 'ent/refused') ||
    hasCode(error, 'ent/server-error') ||
    hasCode(error, 'network/captive-portal')
  );
}

/** What a Moodle tells of itself before anybody signs in, or the wish of whatever is there. */
export const TOLD_BEFORE_SIGN_IN = ['ent/paused', 'moodle/maintenance', 'moodle/moved'];
/** Where nothing else is tried after it, also that it fails now: nobody knows then what is there. */
export const TOLD_AT_LAST = [...TOLD_BEFORE_SIGN_IN, 'ent/server-error'];
