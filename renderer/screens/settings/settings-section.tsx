import { Title } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';

/** A group of settings: its name on the left, its rows on the right. */
export function SettingsSection({ title, children }: { title: string; children: ReactNode }) {
  const headingId = useId();
  return (
    <section className="settings-section" aria-labelledby={headingId}>
      <Title order={2} id={headingId} className="settings-section-title">
        {title}
      </Title>
      <div className="settings-section-rows">{children}</div>
    </section>
  );
}

/** One setting: what it is, a line of explanation, and its control. */
export function SettingsRow({
  label,
  hint,
  isManaged = false,
  children,
}: {
  label: string;
  hint?: string;
  /** The school has decided: the control is locked, and this says by whom. */
  isManaged?: boolean;
  children: ReactNode;
}) {
  const { t } = useTranslation();
  return (
    <div className="settings-row" data-managed={isManaged || undefined}>
      <div className="settings-row-words">
        <span className="settings-row-label">{label}</span>
        {hint === undefined ? null : <span className="settings-hint">{hint}</span>}
        {isManaged ? (
          <span className="settings-managed-hint">
            <IconLock size={14} aria-hidden />
            {t('settings.managed.hint')}
          </span>
        ) : null}
      </div>
      <div className="settings-row-control">{children}</div>
    </div>
  );
}
