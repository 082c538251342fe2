import { Button, Group } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { navigate } from '../../app/routes.ts';
import { useSignal } from '../../app/signal.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import './copy-pane.css';
import type { CopyCounts } from './copies.ts';
import { pendingGrades } from './grading-edits.ts';

/** The last copy has its grade: what that means, and what comes next. */
export function GradingDone({ counts, onReview }: { counts: CopyCounts; onReview: () => void }) {
  const { t } = useTranslation();
  const primary = useRef<HTMLButtonElement>(null);
  const isSaving = useSignal(pendingGrades).size > 0;
  useEffect(() => primary.current?.focus(), []);
  const words = { graded: counts.graded, total: counts.gradable };
  return (
    <section className="grading-document" data-testid="grading-done" aria-live="polite">
      <EmptyState
        writing="ticked"
        text={t(isSaving ? 'grading.done.saving' : 'grading.done.text', words)}
        action={
          <Group justify="center" gap="sm">
            <Button ref={primary} onClick={() => navigate({ screen: 'sync' })}>
              {t('grading.done.toSync')}
            </Button>
            <Button variant="default" onClick={onReview}>
              {t('grading.done.review')}
            </Button>
          </Group>
        }
      />
    </section>
  );
}
