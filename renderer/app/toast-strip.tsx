import { Notifications } from '@mantine/notifications';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useIsLocked } from './lock/use-is-locked.ts';
import './toast-strip.css';

/** Room that the strip takes, for what lies over the page (dialogs) to leave it free. */
const HEIGHT = '--app-toasts-height';

/** Where toasts are shown: at the foot of the window, beside the page and never over it, so that they cover no button. */
export function ToastStrip() {
  const { t } = useTranslation();
  const isLocked = useIsLocked();
  const strip = useRef<HTMLElement>(null);
  useEffect(() => {
    const { current } = strip;
    if (current === null) return;
    const observer = new ResizeObserver(() =>
      document.documentElement.style.setProperty(HEIGHT, `${current.offsetHeight}px`),
    );
    observer.observe(current);
    return () => observer.disconnect();
  }, []);
  return (
    <section ref={strip} className="app-toasts" aria-label={t('app.messages')}>
      {/* They name students; what comes while it is locked is shown when it is open again. */}
      {isLocked ? null : (
        <Notifications position="bottom-center" limit={4} transitionDuration={120} withinPortal={false} />
      )}
    </section>
  );
}
