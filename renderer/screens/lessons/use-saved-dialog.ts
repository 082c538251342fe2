import { useState } from 'react';
import { useToasts } from '../../app/toasts.tsx';
import type { LessonSession } from './lesson-session.ts';

/** A dialog about a lesson as it is on the screen: what is typed is saved before it opens. */
export function useSavedDialog(session: LessonSession) {
  const toasts = useToasts();
  const [isOpen, setIsOpen] = useState(false);
  const openSaved = async () => {
    await session.ensureSaved();
    await session.flush();
    setIsOpen(true);
  };
  return {
    isOpen,
    open: () => void openSaved().catch(toasts.failed),
    close: () => setIsOpen(false),
  };
}
