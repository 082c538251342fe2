import type { Call } from '../external/external-function.ts';
import type { Role, User } from '../site/rows.ts';

const ROLE_IDS: Readonly<Record<Role, number>> = { editingteacher: 3, teacher: 4, student: 5 };

export function fullname({ firstname, lastname }: User): string {
  return `${firstname} ${lastname}`;
}

/** Picture of someone who has chosen none. */
export const pictureUrl = (wwwroot: string, size: 'f1' | 'f2') =>
  `${wwwroot}/theme/image.php/boost/core/1795461295/u/${size}`;

/** user/lib.php `user_get_user_details`, as far as a teacher sees it of someone in a course. */
export function userDetails({ site }: Call, user: User, courseid: number): object {
  const role = site.enrolment(courseid, user.id)?.role;
  const groups = site.groupsOf(courseid, user.id);
  return {
    id: user.id,
    firstname: user.firstname,
    lastname: user.lastname,
    fullname: fullname(user),
    email: user.email,
    firstaccess: 0,
    lastaccess: 0,
    profileimageurlsmall: pictureUrl(site.wwwroot, 'f2'),
    profileimageurl: pictureUrl(site.wwwroot, 'f1'),
    ...(groups.length > 0 && {
      groups: groups.map(({ id, name }) => ({ id, name, description: '', descriptionformat: 1 })),
    }),
    roles: role === undefined ? [] : [{ roleid: ROLE_IDS[role], name: '', shortname: role, sortorder: 0 }],
  };
}

/** The courses that both the caller and this user are in. */
export function enrolledCourses({ site, user: caller }: Call, userid: number): object[] {
  return site.enrolments
    .filter((enrolment) => enrolment.userid === userid && site.enrolment(enrolment.courseid, caller.id))
    .map(({ courseid }) => site.courses.get(courseid))
    .filter((course) => course !== undefined)
    .map(({ id, fullname, shortname }) => ({ id, fullname, shortname }));
}
