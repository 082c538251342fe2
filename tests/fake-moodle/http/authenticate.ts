import { accessException, moodleException } from '../external/moodle-error.ts';
import type { User } from '../site/rows.ts';
import type { Site } from '../site/site.ts';

/**
 * webservice/lib.php `authenticate_by_token` and `authenticate_user`: a token that nobody has, or that is over.
 * @throws MoodleError `invalidtoken`, `accessexception`, `sitemaintenance`
 */
export function authenticate(site: Site, token: string | null): User {
  const row = site.tokens.find((one) => one.token === token);
  if (row === undefined) throw moodleException('invalidtoken', 'Invalid token - token not found');
  if (row.validuntil !== 0 && row.validuntil < site.now()) {
    site.tokens.splice(site.tokens.indexOf(row), 1);
    throw accessException('Invalid token - token expired - check validuntil time for the token');
  }
  const user = site.users.get(row.userid);
  if (user === undefined) throw moodleException('invalidtoken', 'Invalid token - token not found');
  checkMaintenance(site);
  return user;
}

/** auth/classes/validate_user.php, of a user who is no administrator. */
export function checkMaintenance(site: Site): void {
  if (site.config.maintenanceEnabled) {
    throw moodleException(
      'sitemaintenance',
      'The site is undergoing maintenance and is currently not available',
    );
  }
}
