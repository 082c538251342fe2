import type { KeyboardEvent } from 'react';
import { useState } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import type { Pages } from './pdf-pages.tsx';

/** The page in view, which can be typed to go to another one: Enter goes there, Escape back to the pages as they are. */
export function PageField({ pages }: { pages: Pages }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState<string | null>(null);
  const go = () => {
    const wanted = Number(typed);
    if (typed !== null && Number.isInteger(wanted) && wanted > 0) pages.goTo(wanted);
    setTyped(null);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Enter') go();
    else if (event.key === 'Escape') {
      // Forgotten before the field is left, which would go to what is typed; the letters are the screen's again.
      flushSync(() => setTyped(null));
      const pages = event.currentTarget.closest('.document-view')?.querySelector('.pdf-scroll');
      if (pages instanceof HTMLElement) pages.focus();
    } else return;
    event.stopPropagation();
  };
  return (
    <span className="view-page">
      <input
        className="view-page-field"
        aria-label={t('documentView.page.field', { count: pages.count })}
        inputMode="numeric"
        value={typed ?? String(pages.current)}
        size={String(pages.count).length + 1}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onFocus={(event) => event.currentTarget.select()}
        onBlur={go}
        onKeyDown={onKeyDown}
      />
      <span aria-hidden>{t('documentView.page.of', { count: pages.count })}</span>
    </span>
  );
}
