import { Title } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';

interface Props {
  readonly id: string;
  readonly title: string;
  readonly children: ReactNode;
}

/** Something that stops the exchange until the teacher has decided. */
export function SyncNotice({ id, title, children }: Props) {
  return (
    <section className="sync-notice" aria-labelledby={id} data-testid={id}>
      <IconAlertTriangle className="sync-notice-icon" size={22} stroke={1.8} aria-hidden />
      <div className="sync-notice-words">
        <Title order={2} id={id}>
          {title}
        </Title>
        {children}
      </div>
    </section>
  );
}
