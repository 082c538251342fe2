import { useQuery } from '@tanstack/react-query';
import { QueryView } from '../components/query-view.tsx';
import { ConnectScreen } from '../screens/connect/connect-screen.tsx';
import { Banners } from './banners.tsx';
import { engine } from './engine.ts';
import './frame.css';
import { Frame } from './frame.tsx';

/** First the connection, then the window. */
export function App() {
  const workspace = useQuery(engine.account.state.queryOptions());
  return (
    <QueryView
      query={workspace}
      whileFailed={<Banners />}
      show={(state) =>
        state.account === null ? (
          <div className="app-alone">
            <Banners />
            <ConnectScreen />
          </div>
        ) : (
          <Frame />
        )
      }
    />
  );
}
