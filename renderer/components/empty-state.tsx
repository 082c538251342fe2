import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import './empty-state.css';
import type { Writing } from './ruled-page.tsx';
import { RuledPage } from './ruled-page.tsx';

interface Props {
  readonly writing?: Writing;
  /** One sentence: what will be here, and how it comes. */
  readonly text: string;
  /** At most one. */
  readonly action?: ReactNode;
}

/** A screen or a pane with nothing in it yet: it teaches in one sentence. */
export function EmptyState({ writing = 'blank', text, action }: Props) {
  return (
    <div className="empty-state">
      <RuledPage writing={writing} />
      <Text className="empty-state-text" size="md">
        {text}
      </Text>
      {action}
    </div>
  );
}
