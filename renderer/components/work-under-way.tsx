import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { WorkProgress } from '../../preload/contract/index.ts';
import { WorkProgressLine } from './work-progress-line.tsx';

interface Props {
  readonly work: WorkProgress['work'];
  readonly onCancel: () => void;
}

/** Beside the button that began a long work, for as long as it goes on: how far it is, and the way to stop it. */
export function WorkUnderWay({ work, onCancel }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <WorkProgressLine work={work} />
      <Button variant="default" onClick={onCancel}>
        {t('app.action.cancel')}
      </Button>
    </>
  );
}
