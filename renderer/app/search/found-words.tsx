import { useTranslation } from 'react-i18next';
import type { Found } from '../../../preload/contract/index.ts';
import { useFormats } from '../../i18n/use-formats.ts';

/** One found thing in two lines: its name and where it is, then the words around what was found. */
export function FoundWords({ found: { title, place, at, excerpt } }: { found: Found }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const where = [place, at === null ? '' : formats.date(at)].filter((part) => part !== '').join(' · ');
  return (
    <>
      <span className="search-line">
        <span className="search-name">{title ?? t('search.hiddenName')}</span>
        <span className="search-where">{where}</span>
      </span>
      {excerpt.length > 0 ? (
        <span className="search-excerpt">
          {excerpt.map(({ text, isFound }, index) =>
            // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text, in their order
            isFound ? <mark key={index}>{text}</mark> : <span key={index}>{text}</span>,
          )}
        </span>
      ) : null}
    </>
  );
}
