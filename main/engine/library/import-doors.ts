import type { DomainContext } from '../context.ts';
import { changePreset } from './change-preset.ts';
import { importDocument, importMade } from './import.ts';
import type { Optimise } from './optimiser-port.ts';
import { remakeRendition } from './remake.ts';

type ImportDoors = Pick<DomainContext, 'importDocument' | 'importMade' | 'changePreset' | 'remakeRendition'>;

/**
 * The ways by which files become documents of a workspace, bound to it.
 *
 * @param domain the workspace, which these doors are a part of
 * @param whileComing sees each file's way in from its beginning to its end
 */
export function importDoors(
  domain: () => DomainContext,
  optimise: Optimise,
  whileComing: <T>(work: Promise<T>) => Promise<T>,
): ImportDoors {
  return {
    importDocument: (path, signal, join) =>
      whileComing(importDocument(domain(), optimise, path, { signal, join })),
    importMade: (made, signal, join) => whileComing(importMade(domain(), optimise, made, { signal, join })),
    changePreset: (change, signal) => whileComing(changePreset(domain(), optimise, change, signal)),
    remakeRendition: (sha256) => whileComing(remakeRendition(domain(), optimise, sha256)),
  };
}
