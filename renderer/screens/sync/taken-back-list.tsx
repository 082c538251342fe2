import { Button, Title } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { TakenBack } from '../../../preload/contract/index.ts';
import { engine } from '../../app/engine.ts';
import { useToasts } from '../../app/toasts.tsx';
import { useRelative } from '../../app/use-relative.ts';

/** What was taken back or settled before anything was sent: it can be put back, also after a restart. */
export function TakenBackList({ taken }: { taken: readonly TakenBack[] }) {
  const { t } = useTranslation();
  if (taken.length === 0) return null;
  return (
    <section aria-labelledby="sync-taken-back" data-testid="sync-taken-back">
      <Title order={2} id="sync-taken-back">
        {t('sync.takenBack.title')}
      </Title>
      <p className="sync-note">{t('sync.takenBack.intro')}</p>
      <ul className="sync-rows">
        {taken.map((one) => (
          <TakenBackLine key={one.id} taken={one} />
        ))}
      </ul>
    </section>
  );
}

function TakenBackLine({ taken }: { taken: TakenBack }) {
  const { t } = useTranslation();
  const toasts = useToasts();
  const relative = useRelative();
  const { id, entity, label, kept, takenAt } = taken;
  const putBack = useMutation(
    engine.sync.putBack.mutationOptions({
      onSuccess: () => toasts.done(t('sync.takenBack.done', { label })),
      onError: toasts.failed,
    }),
  );
  return (
    <li className="sync-problem">
      <IconArrowBackUp className="sync-quiet" size={20} aria-hidden />
      <div className="sync-problem-words">
        <span>
          <strong>{label}</strong> <span className="sync-quiet">{t(`sync.kind.${entity}`)}</span>
        </span>
        <span className="sync-quiet">
          {t(`sync.takenBack.kept.${kept ?? 'none'}`, { when: relative(takenAt) })}
        </span>
      </div>
      <Button
        variant="default"
        size="compact-sm"
        aria-label={t('sync.takenBack.putBackOf', { label })}
        loading={putBack.isPending}
        onClick={() => putBack.mutate({ takenBackIds: [id] })}
      >
        {t('sync.takenBack.putBack')}
      </Button>
    </li>
  );
}
