import { Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useId } from 'react';

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
  children,
}: {
  label: string;
  hint?: string;
  children: ReactNode;
}) {
  return (
    <div className="settings-row">
      <div className="settings-row-words">
        <span className="settings-row-label">{label}</span>
        {hint === undefined ? null : <span className="settings-hint">{hint}</span>}
      </div>
      <div className="settings-row-control">{children}</div>
    </div>
  );
}
