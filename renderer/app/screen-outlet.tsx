import { lazy, Suspense } from 'react';
import { ClassesScreen } from '../screens/classes/classes-screen.tsx';
import { DocumentsScreen } from '../screens/documents/documents-screen.tsx';
import { HelpScreen } from '../screens/help/help-screen.tsx';
import { SettingsScreen } from '../screens/settings/settings-screen.tsx';
import { SyncScreen } from '../screens/sync/sync-screen.tsx';
import { TodayScreen } from '../screens/today/today-screen.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import type { Route } from './routes.ts';
import { useRoute } from './routes.ts';

// These two carry the document viewer and the text editor: the first screen must not wait for them.
const GradingScreen = lazy(async () => ({
  default: (await import('../screens/grading/grading-screen.tsx')).GradingScreen,
}));
const LessonsScreen = lazy(async () => ({
  default: (await import('../screens/lessons/lessons-screen.tsx')).LessonsScreen,
}));

/** The screen that the address names. It alone follows the address: going from copy to copy does not draw the frame again. */
export function ScreenOutlet() {
  const route = useRoute();
  return (
    <ErrorBoundary key={route.screen}>
      <Suspense fallback={null}>
        <ScreenOf route={route} />
      </Suspense>
    </ErrorBoundary>
  );
}

function ScreenOf({ route }: { route: Route }) {
  switch (route.screen) {
    case 'today':
      return <TodayScreen />;
    case 'classes':
      return <ClassesScreen classGroupId={route.classGroupId} />;
    case 'grading':
      return <GradingScreen assignmentId={route.assignmentId} submissionId={route.submissionId} />;
    case 'lessons':
      return <LessonsScreen lessonId={route.lessonId} />;
    case 'documents':
      return <DocumentsScreen documentId={route.documentId} />;
    case 'sync':
      return <SyncScreen />;
    case 'settings':
      return <SettingsScreen />;
    case 'help':
      return <HelpScreen />;
  }
}
