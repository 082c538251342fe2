import { useTranslation } from 'react-i18next';
import type { Conflict } from '../../../preload/contract/index.ts';
import { useFormats } from '../../i18n/use-formats.ts';

/** What a comment in conflict said before, for who has to choose. */
export function EarlierTexts({ texts }: { texts: Conflict['earlierTexts'] }) {
  const { t } = useTranslation();
  const formats = useFormats();
  if (texts.length === 0) return null;
  return (
    <div className="sync-earlier" data-testid="conflict-earlier">
      <h3 className="sync-side-title">{t('sync.conflicts.earlier')}</h3>
      <ul>
        {texts.map(({ text, writtenAt }) => (
          <li key={text}>
            <span className="sync-earlier-text">{text}</span>
            <span className="sync-quiet">{formats.dateTime(writtenAt)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
