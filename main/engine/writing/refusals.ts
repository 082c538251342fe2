import { CartableError } from '../platform/cartable-error.ts';
import { WRITING_LIMITS } from './rich-text.ts';

/** Not a text of a format that is read, or a damaged one. */
export function notAText(cause?: unknown): CartableError {
  return new CartableError('writing/not-a-text', {}, 'after-user', cause);
}

export function tooLong(): CartableError {
  return new CartableError('writing/too-long', { maxBytes: WRITING_LIMITS.fileBytes }, 'after-user');
}

/** It asks for a password. */
export function isLocked(): CartableError {
  return new CartableError('writing/locked', {}, 'after-user');
}
