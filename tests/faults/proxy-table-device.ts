import { join } from 'node:path';
import { createEntAdapter } from '../../main/engine/connectors/ent/ent-adapter.ts';
import type { DomainContext } from '../../main/engine/context.ts';
import { CartableError } from '../../main/engine/platform/cartable-error.ts';
import { type Clock, systemClock } from '../../main/engine/platform/clock.ts';
import { createHttp } from '../../main/engine/platform/http.ts';
import { systemRandom } from '../../main/engine/platform/random.ts';
import { openStore, type Store } from '../../main/engine/store/store.ts';
import type { SyncContext } from '../../main/engine/sync/sync-context.ts';
import { type SyncConnection, SyncService } from '../../main/engine/sync/sync-service.ts';
import { readAccount, saveAccount, saveDeviceId } from '../../main/engine/workspaces/account-row.ts';
import type { SyncSession } from '../../preload/contract/sync.ts';
import { domainOf, syncContextOf } from './bare-device.ts';

/** Long beside anything that comes at all on a busy machine, short to wait for what never comes. */
const PATIENCE = { connectMs: 4_000, stallMs: 2_000 };
const DEVICE_ID = 'device-of-the-table';

/** A clock that goes as the machine's, and can be put forward and back. */
export interface MovableClock extends Clock {
  /** Time passes. */
  pass(ms: number): void;
  /** Somebody sets the date: no time has passed. */
  set(ms: number): void;
}

export function movableClock(): MovableClock {
  let passedMs = 0;
  let setMs = 0;
  return {
    now: () => systemClock.now() + passedMs + setMs,
    steady: () => performance.now() + passedMs,
    sleep: systemClock.sleep,
    pass(ms) {
      passedMs += ms;
    },
    set(ms) {
      setMs += ms;
    },
  };
}

/** The whole of sync and of the domains on one database, without the engine's process around it. */
export interface TableDevice {
  readonly clock: MovableClock;
  readonly context: SyncContext;
  readonly domain: DomainContext;
  readonly sync: SyncService;
  /** One session: `done`, or the code that it failed with, and all that it told. */
  synchronise(): Promise<{ readonly outcome: string; readonly session: SyncSession | null }>;
  close(): void;
}

export interface DeviceOptions {
  readonly directory: string;
  /** Where it finds its ENT. */
  readonly url: string;
  readonly secret: string;
  readonly clock?: MovableClock;
}

/** Signs in at an ENT and writes the account to a new database. Returns the secret that opens sessions. */
export async function makeAccount(
  directory: string,
  ent: { url: string; login: string; password: string },
): Promise<string> {
  const http = createHttp({ appVersion: '0.0.0' });
  const store = await openStore(join(directory, 'cartable.sqlite'), systemClock);
  try {
    const identity = { deviceId: DEVICE_ID, deviceName: 'Poste 3', clock: systemClock };
    const signedIn = await createEntAdapter({ http, baseUrl: ent.url, ...identity }).signIn(ent);
    const { url, login } = ent;
    saveAccount(store, { kind: 'ent', url, login, deviceId: DEVICE_ID, connectedAt: 0 }, signedIn);
    return signedIn.secret;
  } finally {
    store.close();
    http.close();
  }
}

/** The ways to the ENT, as the engine makes them, with less patience. */
function linesTo(url: string, store: Store, clock: Clock, firstSecret: string) {
  let secret = firstSecret;
  return async (): Promise<SyncConnection> => {
    const http = createHttp({ appVersion: '0.0.0', ...PATIENCE });
    const adapterOf = (deviceId: string) =>
      createEntAdapter({ http, baseUrl: url, deviceId, deviceName: 'Poste 3', clock });
    const deviceId = readAccount(store)?.device_id ?? '';
    return {
      adapter: adapterOf(deviceId),
      deviceId,
      become: (id) => {
        saveDeviceId(store, id);
        return adapterOf(id);
      },
      traffic: http.traffic,
      readSecret: async () => secret,
      saveSecret: async (renewed) => {
        secret = renewed;
      },
      close: async () => http.close(),
    };
  };
}

/** Opens a device on a database that has an account. */
export async function openDevice(options: DeviceOptions): Promise<TableDevice> {
  const { directory, url } = options;
  const clock = options.clock ?? movableClock();
  const random = systemRandom(clock);
  const store = await openStore(join(directory, 'cartable.sqlite'), clock);
  const context = syncContextOf(store, directory, { clock, random, deviceName: 'Poste 3' });
  const sync = new SyncService(context, linesTo(url, store, clock, options.secret), () => undefined);
  return {
    clock,
    context,
    domain: domainOf(context),
    sync,
    synchronise: () =>
      sync.start().then(
        (session) => ({ outcome: session.error?.code ?? session.outcome, session }),
        (error) => {
          if (error instanceof CartableError) return { outcome: error.code, session: null };
          throw error;
        },
      ),
    close: () => store.close(),
  };
}
