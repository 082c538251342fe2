import { Provider, type ResolvedUpdateFileInfo, type UpdateInfo } from 'electron-updater';
import type { ProviderRuntimeOptions } from 'electron-updater/out/providers/Provider.js';
import type { Release } from './signed-feed.ts';

/** How electron-updater is given a release: its `setFeedURL` takes this. */
export interface VerifiedOptions {
  readonly provider: 'custom';
  readonly updateProvider: typeof VerifiedProvider;
  readonly feedUrl: string;
  readonly release: Release;
}

/**
 * Tells electron-updater of a release whose signature has been checked. It asks nobody: what it acts upon is what was signed,
 * and no feed can be put in between.
 */
export class VerifiedProvider extends Provider<UpdateInfo> {
  readonly #options: VerifiedOptions;

  constructor(options: VerifiedOptions, _updater: unknown, runtime: ProviderRuntimeOptions) {
    super(runtime);
    this.#options = options;
  }

  override get isUseMultipleRangeRequest(): boolean {
    return false;
  }

  /** It would send a number that tells this computer from others. */
  override setRequestHeaders(): void {
    super.setRequestHeaders(null);
  }

  override async getLatestVersion(): Promise<UpdateInfo> {
    const { version, issuedAt } = this.#options.release;
    const [first] = this.#filesAsElectronUpdaterWants();
    if (first === undefined) throw new Error('The release has no file.');
    return {
      version,
      files: this.#filesAsElectronUpdaterWants(),
      path: first.url,
      sha512: first.sha512,
      releaseDate: new Date(issuedAt).toISOString(),
    };
  }

  override resolveFiles({ files }: UpdateInfo): ResolvedUpdateFileInfo[] {
    const { feedUrl } = this.#options;
    const base = feedUrl.endsWith('/') ? feedUrl : `${feedUrl}/`;
    return files.map((info) => ({ url: new URL(info.url, base), info }));
  }

  #filesAsElectronUpdaterWants(): UpdateInfo['files'] {
    return this.#options.release.files.map(({ blockMapSize, ...file }) =>
      blockMapSize === undefined ? file : { ...file, blockMapSize },
    );
  }
}
