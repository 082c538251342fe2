import { Anchor } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { LibraryDocument } from '../../../preload/contract/index.ts';
import { toHash } from '../../app/routes.ts';

/** The lessons that carry a document, and the students to whom it was given back. */
export function UsedIn({ places }: { places: LibraryDocument['usedIn'] }) {
  const { t } = useTranslation();
  if (places.length === 0) return <p className="documents-quiet">{t('documents.detail.unused')}</p>;
  return (
    <div className="documents-used">
      <span className="documents-quiet">{t('documents.detail.usedIn')}</span>
      <ul>
        {places.map(({ kind, id, label, sent }) => (
          <li key={`${kind} ${id}`}>
            {kind === 'lesson' ? (
              <Anchor href={toHash({ screen: 'lessons', lessonId: id })}>
                {t('documents.detail.lesson', { label })}
              </Anchor>
            ) : (
              t(`documents.detail.${kind}`, { label })
            )}
            {sent === 'no' ? null : (
              <span className="documents-quiet documents-sent">{t(`documents.detail.isSent.${sent}`)}</span>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
