import type { DoctorReport, Settings } from '../../../preload/contract/settings.ts';
import type { DomainContext } from '../context.ts';
import { requireAllowedFolder, requireFeature } from '../policies/obey.ts';
import { type BackUp, backUpWorkspace } from './back-up.ts';
import { examineWorkspace } from './doctor.ts';
import { repairWorkspace } from './repair.ts';
import { readSettings, writeSettings } from './stored-settings.ts';

/** What the screens ask of settings, and the care of the workspace. */
export const settingsHandlers = {
  get(context: DomainContext): Settings {
    return readSettings(context.store.db, context.policies);
  },

  save(context: DomainContext, input: { [Key in keyof Settings]?: Settings[Key] | undefined }): Settings {
    context.store.write(() => writeSettings(context.store.db, context.policies, input));
    context.announce('settings');
    if (input.capsAverages !== undefined) context.announce('classes');
    return readSettings(context.store.db, context.policies);
  },

  doctor(context: DomainContext): Promise<DoctorReport> {
    return examineWorkspace(context);
  },

  repair(context: DomainContext): Promise<DoctorReport> {
    return repairWorkspace(context);
  },

  backUp(context: DomainContext, input: { directory: string }): Promise<BackUp> {
    requireFeature(context.policies, 'back-up');
    requireAllowedFolder(context.policies, input.directory);
    return backUpWorkspace(context, input.directory);
  },
};
