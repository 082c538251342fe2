import { useTranslation } from 'react-i18next';
import { useFormats } from '../../i18n/use-formats.ts';
import type { Fault } from './gradebook-editor.ts';

const WORDS = { 'too-precise': 'tooPrecise', 'not-a-number': 'notANumber', 'no-level': 'noLevel' } as const;

/** Why a typed grade was not taken, in words. */
export function useFaultWords(): (fault: Fault) => string {
  const { t } = useTranslation();
  const formats = useFormats();
  return (fault) => {
    if (fault.kind === 'out-of-range')
      return t('classes.gradebook.outOfRange', { max: formats.points(fault.maxTimes100) });
    if (fault.kind === 'other-maximum')
      return t('classes.gradebook.otherMaximum', {
        text: fault.text,
        max: formats.points(fault.maxTimes100),
      });
    return t(`classes.gradebook.${WORDS[fault.kind]}`, { text: fault.text });
  };
}
