import { app, powerMonitor, type Session } from 'electron';
import { type AppUpdater, autoUpdater } from 'electron-updater';
import { FEED_MAX_LENGTH, type FeedExpectation, feedFileName, type Release } from './signed-feed.ts';
import { type FeedReply, UpdateCycle, type UpdateDoors } from './update-cycle.ts';
import { UPDATE_PACE } from './update-pace.ts';
import { VerifiedProvider } from './verified-provider.ts';
import { WholeAppImageUpdater } from './whole-app-image-updater.ts';

export interface UpdaterSettings extends Pick<UpdateDoors, 'recall' | 'remember' | 'onState' | 'onFailure'> {
  readonly mode: 'auto' | 'notify';
  readonly target: Pick<FeedExpectation, 'feedUrl' | 'publicKey' | 'channel'>;
  /** The school's proxy in Chromium's words; null: the system's. */
  readonly proxyRules: string | null;
  /** False while a sync runs, or outside of the school's hours. */
  mayFetch(): boolean;
}

/** A server that is reached and says nothing. */
const ANSWER_LIMIT_MS = 30_000;

/**
 * Looks for newer versions as long as Cartable runs. What is found good is fetched by electron-updater, which checks the
 * file's SHA-512 and puts it in place when Cartable is closed: never in the middle of an evening of grading.
 */
export function startUpdater(settings: UpdaterSettings): UpdateCycle {
  const updater = process.platform === 'linux' ? new WholeAppImageUpdater() : autoUpdater;
  const { proxyRules, mode } = settings;
  if (proxyRules !== null) void updater.netSession.setProxy({ proxyRules });
  const target = { ...settings.target, platform: process.platform, arch: process.arch };
  const { feedUrl, channel, platform, arch } = target;
  const feed = new URL(
    feedFileName(channel, platform, arch),
    feedUrl.endsWith('/') ? feedUrl : `${feedUrl}/`,
  );
  prepare(updater, settings);
  const doors: UpdateDoors = {
    now: Date.now,
    fetchFeed: () => fetchFeed(updater.netSession, feed.href),
    download: (release) => download(updater, feedUrl, release),
    isQuiet: () => powerMonitor.getSystemIdleTime() * 1000 >= UPDATE_PACE.idleMs && settings.mayFetch(),
    recall: settings.recall,
    remember: settings.remember,
    onState: settings.onState,
    onFailure: settings.onFailure,
  };
  const cycle = new UpdateCycle({ mode, currentVersion: app.getVersion(), target, pace: UPDATE_PACE, doors });
  setInterval(() => void cycle.tick(), UPDATE_PACE.tickMs).unref();
  return cycle;
}

function prepare(updater: AppUpdater, { onFailure }: UpdaterSettings): void {
  updater.autoDownload = false;
  updater.autoInstallOnAppQuit = true;
  updater.allowDowngrade = false;
  // Ours: electron-updater's own sends a number that tells this computer from others.
  updater.isUserWithinRollout = () => true;
  // Its own log would write paths, which hold the teacher's name.
  updater.logger = null;
  // Without a listener an error would end the process. What the cycle waits for tells it too; installing has nobody else.
  updater.on('error', onFailure);
}

async function fetchFeed(session: Session, url: string): Promise<FeedReply> {
  const reply = await session.fetch(url, {
    redirect: 'error',
    cache: 'no-store',
    credentials: 'omit',
    signal: AbortSignal.timeout(ANSWER_LIMIT_MS),
  });
  const text = reply.status === 200 ? await readAtMost(reply, FEED_MAX_LENGTH) : '';
  return { status: reply.status, retryAfter: reply.headers.get('retry-after'), text };
}

/** The text of a reply; what goes on beyond the limit is not waited for, and cannot be understood then. */
async function readAtMost(reply: Response, limit: number): Promise<string> {
  const reader = reply.body?.getReader();
  const decoder = new TextDecoder();
  let text = '';
  while (reader !== undefined && text.length <= limit) {
    const { done, value } = await reader.read();
    if (done) return text;
    text += decoder.decode(value, { stream: true });
  }
  await reader?.cancel();
  return '';
}

async function download(updater: AppUpdater, feedUrl: string, release: Release): Promise<void> {
  updater.setFeedURL({ provider: 'custom', updateProvider: VerifiedProvider, feedUrl, release } as Parameters<
    AppUpdater['setFeedURL']
  >[0]);
  const found = await updater.checkForUpdates();
  if (found?.isUpdateAvailable !== true) throw new Error('The release is not newer than this version.');
  await updater.downloadUpdate(found.cancellationToken);
}
