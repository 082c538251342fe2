import type { EngineEvent } from '../../../preload/contract/events.ts';
import type { Settings } from '../../../preload/contract/settings.ts';
import type { SyncSession } from '../../../preload/contract/sync.ts';
import type { DomainContext } from '../context.ts';
import type { EngineLog } from '../log.ts';
import type { Clock } from '../platform/clock.ts';
import type { Machine } from '../platform/machine.ts';
import { laneHoursIn } from '../policies/hours.ts';
import type { Policies } from '../policies/resolve.ts';
import { readSettings } from '../settings/stored-settings.ts';
import { AutoSync } from '../sync/auto-sync.ts';
import type { EditPace } from '../sync/gathering.ts';
import { LaneSchedule } from '../sync/lane-schedule.ts';
import type { SchedulePreferences } from '../sync/schedule.ts';
import type { SyncContext } from '../sync/sync-context.ts';
import { type SyncConnection, SyncService } from '../sync/sync-service.ts';
import { type AccountRow, readAccount } from './account-row.ts';

/** What sync needs of the engine. */
export interface SyncDoors {
  readonly clock: Clock;
  readonly log: EngineLog;
  readonly machine: Machine;
  /** Whether sessions may begin by themselves; null: not in this process. */
  readonly automatic: 'on' | null;
  readonly policies: Policies;
  emit(event: EngineEvent): void;
  /** Runs a session, with its end in the log. */
  logged(session: () => Promise<SyncSession>): Promise<SyncSession>;
  /** Opens the way to this workspace's ENT, for one session. */
  connect(account: AccountRow): Promise<SyncConnection>;
}

/** Sync, what makes it go by itself, and how the domains tell both the screens and it of what they changed. */
export function assembleSync(
  context: SyncContext,
  account: AccountRow,
  doors: SyncDoors,
): {
  sync: SyncService;
  announce: DomainContext['announce'];
  leave: () => Promise<void>;
  endAutomatic: () => void;
} {
  const { store } = context;
  const { policies } = doors;
  const schoolHours = laneHoursIn(policies.binding['sync.windows'] ?? []);
  const row = () => readAccount(store) ?? account;
  const schedule = new LaneSchedule(context, {
    preferences: () => schedulePreferences(readSettings(store.db, policies), schoolHours),
    // The demonstration's ENT is on this computer, network or not.
    surroundings: () => ({ ...doors.machine.state, ...(account.kind === 'demo' ? { isOnline: true } : {}) }),
    account: () => {
      const { zone, timezone, device_id: deviceId, connected_at: connectedAt } = row();
      return { zone, timezone, deviceId, connectedAt };
    },
    isManagedOff: policies.binding['sync.automatic'] === false,
  });
  const emit = (event: EngineEvent) => {
    doors.emit(event);
    if (event.type === 'changed') auto.plan();
  };
  const sync = new SyncService(context, () => doors.connect(row()), emit, schedule);
  const auto: AutoSync = new AutoSync({
    context,
    schedule,
    isRunning: () => sync.isRunning,
    // How it ended is in the history, and in the log.
    start: () => doors.logged(() => sync.start({ isAsked: false })).then(nothing, nothing),
    onChange: () => doors.emit({ type: 'changed', topics: ['sync'] }),
    onBug: (error) => doors.log.bug(error),
  });
  sync.tellAutomatic(() => auto.status());
  const isOnItsOwn = doors.automatic !== null && !store.isReadOnly;
  const announce: DomainContext['announce'] = (...topics) => {
    doors.emit({ type: 'changed', topics: [...topics, 'sync'] });
    if (topics.includes('settings')) auto.plan();
    else auto.noticeEdit(paceOf(topics));
  };
  return {
    sync,
    announce,
    leave: () => auto.leave().catch((error) => void doors.log.bug(error)),
    endAutomatic: isOnItsOwn ? mind(auto, doors) : nothing,
  };
}

const nothing = () => undefined;

/** What is for a lesson too may be awaited by a class. */
function paceOf(topics: readonly string[]): EditPace {
  return topics.includes('grading') && !topics.includes('lessons') ? 'grading' : 'other';
}

/** Lets sessions begin by themselves, and tells of the machine what matters to them. */
function mind(auto: AutoSync, { machine, log }: SyncDoors): () => void {
  const stopListening = machine.onChange((notice) => {
    if (notice === 'state') auto.plan();
    else if (notice === 'sleeping') auto.leave().catch((error) => void log.bug(error));
    else auto.noticeReturn({ hasSlept: notice === 'woke' });
  });
  auto.begin();
  return () => {
    stopListening();
    auto.close();
  };
}

function schedulePreferences(
  settings: Settings,
  schoolHours: SchedulePreferences['schoolHours'],
): SchedulePreferences {
  const { automaticSync, quietHours, syncOnBattery, syncOnMetered } = settings;
  return { automaticSync, quietHours, schoolHours, onBattery: syncOnBattery, onMetered: syncOnMetered };
}
