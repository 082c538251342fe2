import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { optimise } from '../i18n/fr/optimise.ts';

type Reason = keyof typeof optimise.reason;

/** As `optimiseReason`, in the language of the screen. */
export function useOptimiseReason(): (reason: string | null) => string | null {
  const { t } = useTranslation();
  return (reason) => optimiseReason(t, reason);
}

/** Why a document stayed as it is or was refused, in words; null when there is nothing to explain. */
export function optimiseReason(t: TFunction, reason: string | null): string | null {
  return reason === null ? null : t(`optimise.reason.${isReason(reason) ? reason : 'other'}`);
}

function isReason(reason: string): reason is Reason {
  return Object.hasOwn(optimise.reason, reason);
}
