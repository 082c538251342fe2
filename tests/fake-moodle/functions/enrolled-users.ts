import { multiple, single, value, withEmptyDefault } from '../external/descriptions.ts';
import { type Call, defineFunction } from '../external/external-function.ts';
import { invalidParameter } from '../external/moodle-error.ts';
import type { Enrolment, User } from '../site/rows.ts';
import { validateCourse } from './access.ts';
import { enrolledCourses, userDetails } from './users.ts';

/** enrol/externallib.php: by id, those with a suspended enrolment too unless `onlyactive` is asked for. */
export const getEnrolledUsers = defineFunction({
  name: 'core_enrol_get_enrolled_users',
  parameters: single({
    courseid: value('int'),
    options: withEmptyDefault(multiple(single({ name: value('alphanumext'), value: value('raw') }))),
  }),
  run: (call, { courseid, options }) => {
    validateCourse(call, courseid);
    const wanted = new Map(options.map(({ name, value }) => [name, value]));
    if (wanted.get('onlyactive') === '1' && wanted.get('onlysuspended') === '1') {
      throw invalidParameter('onlyactive and onlysuspended are mutually exclusive');
    }
    const from = Number(wanted.get('limitfrom') ?? 0);
    const count = Number(wanted.get('limitnumber') ?? 0);
    const fields = wanted.get('userfields')?.split(',');
    return call.site
      .enrolmentsIn(courseid)
      .filter((enrolment) => isWanted(call, enrolment, wanted))
      .sort((one, other) => one.userid - other.userid)
      .slice(from, count === 0 ? undefined : from + count)
      .map(({ userid }) => call.site.users.get(userid))
      .filter((user) => user !== undefined)
      .map((user) => onlyFields(describeUser(call, user, courseid), fields));
  },
});

function isWanted(
  { site }: Call,
  { userid, suspended }: Enrolment,
  wanted: ReadonlyMap<string, string>,
): boolean {
  const groupid = Number(wanted.get('groupid') ?? 0);
  if (groupid !== 0 && !site.groups.find(({ id }) => id === groupid)?.members.has(userid)) return false;
  if (wanted.get('onlysuspended') === '1') return suspended;
  return wanted.get('onlyactive') !== '1' || !suspended;
}

function describeUser(call: Call, user: User, courseid: number): object {
  const isSelf = user.id === call.user.id;
  return {
    ...userDetails(call, user, courseid),
    lastcourseaccess: 0,
    enrolledcourses: enrolledCourses(call, user.id),
    ...(isSelf && {
      username: user.username,
      department: '',
      preferences: [{ name: 'assign_filter', value: '' }],
    }),
  };
}

function onlyFields(user: object, fields: readonly string[] | undefined): object {
  if (fields === undefined) return user;
  return Object.fromEntries(Object.entries(user).filter(([key]) => key === 'id' || fields.includes(key)));
}
