import { MantineProvider } from '@mantine/core';
import '@mantine/core/styles.css';
import { ModalsProvider } from '@mantine/modals';
import '@mantine/notifications/styles.css';
import { QueryClientProvider } from '@tanstack/react-query';
import i18next from 'i18next';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { startI18n } from '../i18n/i18n.ts';
import '../theme/fonts.css';
import '../theme/base.css';
import { cssVariables } from '../theme/roles.ts';
import { styleNonce } from '../theme/style-nonce.ts';
import { theme } from '../theme/theme.ts';
import { App } from './app.tsx';
import { engine, engineClient } from './engine.ts';
import { followEngine } from './engine-events.ts';
import { startEngineLink } from './engine-state.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { letEscapePassTips } from './escape-passes-tips.ts';
import { createColorSchemeManager, loadPreferences, spokenLanguage } from './preferences.ts';
import { queryClient } from './query-client.ts';
import { startRouting } from './routes.ts';
import { TakenCopies } from './taken-copies.tsx';
import { ToastStrip } from './toast-strip.tsx';

/** A file dropped where nothing takes it must not be opened in the place of the app. */
function refuseStrayDrops(): void {
  const refuse = (event: DragEvent) => {
    if (event.defaultPrevented) return;
    event.preventDefault();
    if (event.dataTransfer !== null) event.dataTransfer.dropEffect = 'none';
  };
  window.addEventListener('dragover', refuse);
  window.addEventListener('drop', refuse);
}

/** Starts the window: the line to the engine first, since it takes longest. */
export async function startApp(): Promise<void> {
  startEngineLink();
  void followEngine(engineClient, queryClient);
  startRouting();
  refuseStrayDrops();
  letEscapePassTips();
  // Asked now rather than when the screens are drawn: the answers travel while the page is made. Without an
  // account the second one fails, and nobody looks at it.
  void queryClient.prefetchQuery(engine.lock.state.queryOptions());
  void queryClient.prefetchQuery(engine.account.state.queryOptions());
  void queryClient.prefetchQuery(engine.today.overview.queryOptions());
  await loadPreferences();
  i18next.on('languageChanged', (language) => {
    document.documentElement.lang = language;
  });
  startI18n(spokenLanguage());
  const root = document.getElementById('root');
  if (root === null) throw new Error('The page has no #root.');
  createRoot(root).render(
    <StrictMode>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariables}
        defaultColorScheme="auto"
        colorSchemeManager={createColorSchemeManager()}
        getStyleNonce={styleNonce}
      >
        <QueryClientProvider client={queryClient}>
          <ErrorBoundary>
            <ModalsProvider>
              <App />
            </ModalsProvider>
          </ErrorBoundary>
          <ToastStrip />
          <TakenCopies />
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  );
}
