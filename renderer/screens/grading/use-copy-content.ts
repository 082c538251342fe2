import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { SubmissionDetail } from '../../../preload/contract/index.ts';
import { extensionOf } from '../../components/document-view/document-kind.ts';
import type { CopyContent } from './copy-pane.tsx';

/** What a copy contains; while names are hidden its files are numbered, for students write their names in them. */
export function useCopyContent(
  detail: SubmissionDetail | undefined,
  isAnonymous: boolean,
): CopyContent | undefined {
  const { t } = useTranslation();
  return useMemo(() => {
    if (detail === undefined || !isAnonymous) return detail;
    const documents = detail.documents.map((document, index) => {
      const extension = extensionOf(document.name);
      const name = t('grading.document.number', { number: index + 1 });
      return { ...document, name: extension === '' ? name : `${name}.${extension}` };
    });
    return { ...detail, documents };
  }, [detail, isAnonymous, t]);
}
