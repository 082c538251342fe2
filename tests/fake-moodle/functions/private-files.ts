import { single, value, withDefault } from '../external/descriptions.ts';
import { type Call, defineFunction } from '../external/external-function.ts';
import { MoodleError, noPermission } from '../external/moodle-error.ts';
import type { FileArea } from '../site/file-storage.ts';
import { draftArea, userContext } from '../site/grading.ts';
import { validateContext } from './access.ts';

export const privateArea = (userid: number): FileArea => ({
  contextid: userContext(userid),
  component: 'user',
  filearea: 'private',
  itemid: 0,
});

function requireOwnFiles(call: Call): void {
  validateContext(call, null);
  const capability = 'moodle/user:manageownfiles';
  if (call.site.config.withoutCapabilities.has(capability)) throw noPermission(capability);
}

/** user/externallib.php `get_private_files_info`. */
export const getPrivateFilesInfo = defineFunction({
  name: 'core_user_get_private_files_info',
  parameters: single({ userid: withDefault(value('int'), 0) }),
  run: (call) => {
    requireOwnFiles(call);
    const files = call.site.files.files(privateArea(call.user.id));
    const filesize = files.reduce((sum, { bytes }) => sum + bytes.byteLength, 0);
    return {
      filecount: files.length,
      foldercount: 0,
      filesize,
      filesizewithoutreferences: filesize,
      warnings: [],
    };
  },
});

/** `add_user_private_files` (lib/filelib.php `file_merge_draft_area_into_draft_area`): a file of the same place and name is replaced. */
export const addUserPrivateFiles = defineFunction({
  name: 'core_user_add_user_private_files',
  parameters: single({ draftid: value('int') }),
  run: (call, { draftid }) => {
    requireOwnFiles(call);
    const { site, user } = call;
    const draft = site.files.files(draftArea(user.id, draftid));
    if (draft.length === 0)
      throw new MoodleError(
        'coding_exception',
        'codingerror',
        'Nothing to merge or area does not belong to current user',
      );
    const area = privateArea(user.id);
    const isReplaced = ({ filepath, filename }: { filepath: string; filename: string }) =>
      draft.some((file) => file.filepath === filepath && file.filename === filename);
    const stay = site.files.files(area).filter((file) => !isReplaced(file));
    site.files.replace(area, [...stay, ...draft], site.now());
    return null;
  },
});

/** files/externallib.php `get_files`, of the caller's private files: a folder that is not there has none. */
export const getFiles = defineFunction({
  name: 'core_files_get_files',
  parameters: single({
    contextid: value('int'),
    component: value('text'),
    filearea: value('text'),
    itemid: value('int'),
    filepath: value('text'),
    filename: value('text'),
    modified: withDefault(value('int'), 0),
    contextlevel: withDefault(value('alpha'), ''),
    instanceid: withDefault(value('int'), 0),
  }),
  run: (call, { filepath, instanceid, filearea, contextlevel }) => {
    validateContext(call, null);
    const isOwn = contextlevel === 'user' && filearea === 'private' && instanceid === call.user.id;
    const files = isOwn ? call.site.files.files(privateArea(call.user.id)) : [];
    return {
      parents: [],
      files: files
        .filter((file) => file.filepath === filepath)
        .map((file) => ({
          contextid: userContext(call.user.id),
          component: 'user',
          filearea: 'private',
          itemid: 0,
          filepath: file.filepath,
          filename: file.filename,
          isdir: false,
          url: '',
          timemodified: file.timemodified,
          timecreated: file.timemodified,
          filesize: file.bytes.byteLength,
        })),
    };
  },
});
