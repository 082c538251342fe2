import type { ReactNode } from 'react';
import { Component } from 'react';
import { CrashNotice } from './crash-notice.tsx';

interface Props {
  readonly children: ReactNode;
}

/** Keeps a fault of one screen from taking the window with it. Give it the screen's name as `key`. */
export class ErrorBoundary extends Component<Props, { hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError(): { hasFailed: boolean } {
    return { hasFailed: true };
  }

  override render(): ReactNode {
    if (!this.state.hasFailed) return this.props.children;
    return <CrashNotice onRetry={() => this.setState({ hasFailed: false })} />;
  }
}
