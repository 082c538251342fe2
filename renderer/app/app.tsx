import { useQuery } from '@tanstack/react-query';
import { QueryView } from '../components/query-view.tsx';
import { ConnectScreen } from '../screens/connect/connect-screen.tsx';
import { Banners, EngineBanner } from './banners.tsx';
import { bridge } from './bridge.ts';
import { engine } from './engine.ts';
import './frame.css';
import { Frame } from './frame.tsx';
import { LockGate } from './lock/lock-gate.tsx';
import { useNetworkNotice } from './use-network-notice.ts';
import { useServerWords } from './use-server-words.ts';

/** First the lock, then the connection, then the window. */
export function App() {
  return (
    <LockGate>
      <Unlocked />
    </LockGate>
  );
}

function Unlocked() {
  useNetworkNotice();
  const workspace = useQuery(engine.account.state.queryOptions());
  useServerWords(workspace.data?.account);
  return (
    <QueryView
      query={workspace}
      whileFailed={<EngineBanner />}
      // An engine that could not open its data says the same for ever: only another one looks again. One that
      // works is left alone by the shell.
      beforeRetry={() => bridge().restartEngine()}
      show={(state) =>
        state.account === null ? (
          <div className="app-alone">
            <Banners />
            <ConnectScreen missing={state.dataMissing} />
          </div>
        ) : (
          <Frame />
        )
      }
    />
  );
}
