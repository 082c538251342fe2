import { useTranslation } from 'react-i18next';

/** The ENT's refusal codes that we have words for; another one is shown as it came. */
const REASONS = [
  'locked',
  'no-right',
  'invalid',
  'out-of-range',
  'maximum-changed',
  'blob-missing',
  'not-found',
  'corrupt',
  'group-failed',
  'waits-for-another',
  'unsettled',
  'unknown-outcome',
  'key-reused',
  'unknown-shape',
  'too-large',
  'quota',
  'server-error',
  'blob-damaged',
  'document-refused',
  'not-supported',
  'graded-by-form',
  'comment-formatted',
  'feedback-hidden',
  'not-kept',
] as const;
type Reason = (typeof REASONS)[number];

/** Why the ENT did not take an edit, in words. */
export function useReasonWords(): (code: string | null) => string {
  const { t } = useTranslation();
  return (code) => {
    if (code === null) return t('sync.reason.none');
    return isReason(code) ? t(`sync.reason.${code}`) : t('sync.reason.other', { code });
  };
}

function isReason(code: string): code is Reason {
  return (REASONS as readonly string[]).includes(code);
}
