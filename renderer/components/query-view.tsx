import { Skeleton, Stack } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from './error-notice.tsx';

/** 300 ms: below it a skeleton is a flash, not a help. */
const SKELETON_DELAY_MS = 300;

interface Props<Answer> {
  readonly query: UseQueryResult<Answer, unknown>;
  readonly show: (answer: Answer) => ReactNode;
  /** The shape of what is coming; grey lines by default. */
  readonly skeleton?: ReactNode;
  /** Shown above the error. */
  readonly whileFailed?: ReactNode;
  /** What must be done before the question is asked again. */
  readonly beforeRetry?: () => void;
}

/** One answer of the engine: nothing, then a skeleton, then what it is, or why it is not there. */
export function QueryView<Answer>({ query, show, skeleton, whileFailed, beforeRetry }: Props<Answer>) {
  if (query.data !== undefined) return show(query.data);
  if (query.isError) {
    const retry = () => {
      beforeRetry?.();
      void query.refetch();
    };
    return (
      <>
        {whileFailed}
        <div style={{ padding: 24 }}>
          <ErrorNotice error={query.error} onRetry={retry} />
        </div>
      </>
    );
  }
  return <LateSkeleton>{skeleton ?? <Lines />}</LateSkeleton>;
}

function LateSkeleton({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const [isLate, setIsLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsLate(true), SKELETON_DELAY_MS);
    return () => clearTimeout(timer);
  }, []);
  if (!isLate) return null;
  return (
    <div role="status" aria-label={t('app.loading')}>
      {children}
    </div>
  );
}

function Lines() {
  return (
    <Stack gap="sm" p="lg" aria-hidden>
      <Skeleton height={28} width="30%" animate={false} />
      <Skeleton height={36} animate={false} />
      <Skeleton height={36} animate={false} />
      <Skeleton height={36} width="80%" animate={false} />
    </Stack>
  );
}
