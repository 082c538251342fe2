import { Group, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useEffect, useRef } from 'react';
import { bridge } from '../app/bridge.ts';
import type { ScreenName } from '../app/routes.ts';
import './screen.css';

interface Props {
  readonly name: ScreenName | 'connect';
  readonly title: string;
  /** The document, class or lesson in hand, for the window's title. */
  readonly subject?: string | undefined;
  /** A quiet line under the title: a date, a count. */
  readonly subtitle?: ReactNode;
  /** At most one primary button, at the end of the title's line. */
  readonly actions?: ReactNode;
  /** Panes fill the window and scroll by themselves; pages have margins and scroll whole. */
  readonly layout?: 'page' | 'panes';
  /** The title is read aloud and shown in the window's title, but not drawn: for panes that need the room. */
  readonly isTitleHidden?: boolean;
  readonly children: ReactNode;
}

/** A screen's root: `main[data-screen]`, its title, and the focus when one arrives there. */
export function Screen({
  name,
  title,
  subject,
  subtitle,
  actions,
  layout = 'page',
  isTitleHidden = false,
  children,
}: Props) {
  const main = useRef<HTMLElement>(null);
  useEffect(() => {
    bridge().setDocumentTitle(subject === undefined ? title : `${subject} — ${title}`);
  }, [title, subject]);
  useEffect(() => {
    // Keys and screen readers start from the new screen; not at the first start, where nothing was focused.
    if (document.activeElement !== document.body) main.current?.focus({ preventScroll: true });
  }, []);
  return (
    <main ref={main} id="content" className="screen" data-screen={name} data-layout={layout} tabIndex={-1}>
      {isTitleHidden ? (
        <h1 className="visually-hidden">{title}</h1>
      ) : (
        <Group className="screen-head" justify="space-between" wrap="wrap" gap="sm">
          <div>
            <Title order={1}>{title}</Title>
            {subtitle === undefined ? null : <p className="screen-subtitle">{subtitle}</p>}
          </div>
          {actions}
        </Group>
      )}
      {children}
    </main>
  );
}
