import { useTranslation } from 'react-i18next';
import type { ErrorCode, ErrorParams } from '../../preload/contract/index.ts';
import type { ErrorWords } from '../i18n/error-words.ts';
import { errorWords } from '../i18n/error-words.ts';
import { toAppError } from './app-error.ts';

/** The words for a thrown error, in the language of the screen; null without an error. `isConnecting`: as `errorWords`. */
export function useAppError(error: unknown, isConnecting = false): ErrorWords | null {
  const { t, i18n } = useTranslation();
  if (error === null || error === undefined) return null;
  const { code, params } = toAppError(error);
  return errorWords(t, i18n.language, { code, params }, isConnecting);
}

/** The words for a code that was stored (in the history of syncs), rather than thrown. */
export function useErrorWords(): (stored: { code: ErrorCode; params: ErrorParams }) => ErrorWords {
  const { t, i18n } = useTranslation();
  return (stored) => errorWords(t, i18n.language, stored);
}
