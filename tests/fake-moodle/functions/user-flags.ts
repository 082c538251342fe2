import { multiple, optional, single, value } from '../external/descriptions.ts';
import { defineFunction } from '../external/external-function.ts';
import type { Flags } from '../site/rows.ts';
import { requireTeacher, validateAssign } from './access.ts';
import { openAssigns } from './submissions.ts';

/**
 * mod/assign/externallib.php `get_user_flags`: an assignment of which nobody has flags is a warning and no list. Where a copy may have several
 * markers (public/mod/assign/externallib.php, table assign_allocated_marker) it tells of none.
 */
export const getUserFlags = defineFunction({
  name: 'mod_assign_get_user_flags',
  parameters: single({ assignmentids: multiple(value('int')) }),
  run: (call, { assignmentids }) => {
    const { open, warnings } = openAssigns(call, assignmentids);
    const flagged = open.filter(({ flags }) => flags.size > 0);
    const bare = open.filter(({ flags }) => flags.size === 0);
    return {
      assignments: flagged.map(({ row, flags }) => ({
        assignmentid: row.id,
        userflags: [...flags.values()].map((one, index) => ({
          id: row.id * 10_000 + index,
          userid: one.userid,
          locked: one.locked,
          mailed: one.mailed,
          extensionduedate: one.extensionduedate,
          workflowstate: one.workflowstate,
          ...(call.site.config.hasSeveralMarkers ? {} : { allocatedmarker: one.allocatedmarker }),
        })),
      })),
      warnings: [
        ...warnings,
        ...bare.map(({ row }) => ({
          item: 'assignment',
          itemid: row.id,
          warningcode: '3',
          message: 'No user flags found',
        })),
      ],
    };
  },
});

/**
 * `set_user_flags`: writes what is named into table assign_user_flags and nothing else: no event, no gradebook, no look at who the user is
 * (mod/assign/locallib.php `update_user_flags`).
 */
export const setUserFlags = defineFunction({
  name: 'mod_assign_set_user_flags',
  parameters: single({
    assignmentid: value('int'),
    userflags: multiple(
      single({
        userid: value('int'),
        locked: optional(value('int')),
        mailed: optional(value('int')),
        extensionduedate: optional(value('int')),
        workflowstate: optional(value('alpha')),
        allocatedmarker: optional(value('int')),
      }),
    ),
  }),
  run: (call, { assignmentid, userflags }) => {
    const assign = validateAssign(call, assignmentid);
    requireTeacher(call, assign.row.course, 'mod/assign:grade');
    return userflags.map(({ userid, ...named }) => {
      const flags: Flags = assign.ensureFlags(userid);
      Object.assign(flags, Object.fromEntries(Object.entries(named).filter(([, set]) => set !== undefined)));
      return { id: userid, userid };
    });
  },
});
