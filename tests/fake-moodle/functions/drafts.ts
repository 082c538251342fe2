import { randomInt } from 'node:crypto';
import { single } from '../external/descriptions.ts';
import { defineFunction } from '../external/external-function.ts';
import { draftArea, userContext } from '../site/grading.ts';
import type { Site } from '../site/site.ts';
import { validateContext } from './access.ts';

/** lib/filelib.php `file_get_unused_draft_itemid`. */
export function unusedDraftId({ files }: Site, userid: number): number {
  let itemid = randomInt(1, 1_000_000_000);
  while (files.files(draftArea(userid, itemid)).length > 0) itemid = randomInt(1, 1_000_000_000);
  return itemid;
}

/** files/classes/external/get/unused_draft.php. */
export const getUnusedDraftItemid = defineFunction({
  name: 'core_files_get_unused_draft_itemid',
  parameters: single({}),
  run: (call) => {
    validateContext(call, null);
    return {
      component: 'user',
      contextid: userContext(call.user.id),
      userid: call.user.id,
      filearea: 'draft',
      itemid: unusedDraftId(call.site, call.user.id),
      warnings: [],
    };
  },
});
