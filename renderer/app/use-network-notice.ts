import { useEffect } from 'react';
import { engine } from './engine.ts';

/** What Chromium knows of the line where the platform tells; only parts of it are everywhere. */
interface LineFacts extends EventTarget {
  readonly saveData?: boolean;
  readonly type?: string;
}

/** Tells the engine of the network: at the start, and whenever it comes, goes or becomes another one. */
export function useNetworkNotice(): void {
  useEffect(() => {
    const { connection } = navigator as Navigator & { readonly connection?: LineFacts };
    const tell = () => {
      const isMetered = connection?.saveData === true || connection?.type === 'cellular';
      // An engine that is starting again asks nobody: the next notice, or its own errors, tell it.
      engine.sync.noticeNetwork.call({ isOnline: navigator.onLine, isMetered }).catch(() => undefined);
    };
    const events = ['online', 'offline'] as const;
    tell();
    for (const event of events) window.addEventListener(event, tell);
    connection?.addEventListener('change', tell);
    return () => {
      for (const event of events) window.removeEventListener(event, tell);
      connection?.removeEventListener('change', tell);
    };
  }, []);
}
