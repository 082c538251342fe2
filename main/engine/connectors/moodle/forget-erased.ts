import { CursorExpired } from '../adapter-types.ts';
import { Known } from './known.ts';

/**
 * A cursor without what it knows of copies and students that were erased on this computer.
 *
 * @returns null for a cursor that cannot be read: everything is asked for again
 */
export function forgetErased(
  cursor: string | null,
  erased: { readonly copies: readonly string[]; readonly students: readonly string[] },
): string | null {
  if (cursor === null) return null;
  try {
    const known = Known.open(cursor);
    known.forget(erased);
    return known.close();
  } catch (error) {
    if (error instanceof CursorExpired) return null;
    throw error;
  }
}
