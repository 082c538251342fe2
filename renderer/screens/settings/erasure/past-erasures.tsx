import { Button, Group } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ErasureProof } from '../../../../preload/contract/index.ts';
import { engine, engineClient } from '../../../app/engine.ts';
import { useToasts } from '../../../app/toasts.tsx';
import { useFormats } from '../../../i18n/use-formats.ts';
import { SettingsRow } from '../settings-section.tsx';
import { useSaveProof } from './use-save-proof.ts';

/** What was erased here, and what the ENT has sent of it since; absent where nothing was. */
export function PastErasures() {
  const { t } = useTranslation();
  const { data: erasures = [] } = useQuery(engine.erasure.list.queryOptions());
  if (erasures.length === 0) return null;
  return (
    <SettingsRow label={t('erasure.past')}>
      <ul className="erasure-list" aria-label={t('erasure.past')}>
        {erasures.map((erasure) => (
          <PastErasure key={erasure.id} erasure={erasure} />
        ))}
      </ul>
    </SettingsRow>
  );
}

function PastErasure({ erasure }: { erasure: ErasureProof }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { save } = useSaveProof();
  const letBack = useLetBack();
  const { id, yearLabel, erasedAt, finishedAt, keptOutCount } = erasure;
  const when = formats.dateTime(erasedAt);
  return (
    <li data-testid="erasure">
      <span>
        {yearLabel === null
          ? t('erasure.pastStudent', { when })
          : t('erasure.pastYear', { label: yearLabel, when })}
        {finishedAt === null ? (
          <span className="settings-hint erasure-note">{t('erasure.pastUnfinished')}</span>
        ) : null}
        {keptOutCount === 0 ? null : (
          <span className="settings-hint erasure-note">{t('erasure.keptOut', { count: keptOutCount })}</span>
        )}
      </span>
      <Group gap="xs">
        {keptOutCount === 0 ? null : (
          <Button
            variant="default"
            size="compact-sm"
            loading={letBack.isPending}
            onClick={() => letBack.mutate(id)}
          >
            {t('erasure.letBack')}
          </Button>
        )}
        <Button variant="default" size="compact-sm" onClick={() => save(id)}>
          {t('erasure.proof')}
        </Button>
      </Group>
    </li>
  );
}

function useLetBack() {
  const { t } = useTranslation();
  const toasts = useToasts();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (erasureId: string) => engineClient.erasure.letBack({ erasureId }),
    onSuccess: async () => {
      toasts.done(t('erasure.letBackDone'));
      await queries.invalidateQueries({ queryKey: engine.erasure.key() });
    },
    onError: toasts.failed,
  });
}
