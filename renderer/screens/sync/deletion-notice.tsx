import { Button, Group } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { HeldDeletions } from '../../../preload/contract/index.ts';
import { engine } from '../../app/engine.ts';
import { useToasts } from '../../app/toasts.tsx';
import { useFormats } from '../../i18n/use-formats.ts';
import { SyncNotice } from './sync-notice.tsx';

/** What the ENT says is gone, and too much to be believed: the teacher decides, nobody else. */
export function DeletionNotice({ held }: { held: HeldDeletions }) {
  const { t } = useTranslation();
  const { setId, decision } = held;
  return (
    <SyncNotice id="sync-deletions" title={t('sync.deletions.title')}>
      <p>{t('sync.deletions.intro')}</p>
      <KindTable kinds={held.kinds} />
      <p>{t('sync.deletions.advice')}</p>
      <DecisionButtons setId={setId} decision={decision} />
      <p className="sync-notice-decision" role="status">
        {t(`sync.deletions.decided.${decision ?? 'none'}`)}
      </p>
    </SyncNotice>
  );
}

function KindTable({ kinds }: { kinds: HeldDeletions['kinds'] }) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <table className="sync-kinds">
      <caption className="visually-hidden">{t('sync.deletions.caption')}</caption>
      <tbody>
        {kinds.map(({ kind, goneCount, knownCount }) => (
          <tr key={kind}>
            <th scope="row">{t(`sync.kinds.${kind}`)}</th>
            <td>
              {t('sync.deletions.outOf', {
                gone: formats.count(goneCount),
                known: formats.count(knownCount),
              })}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Both stay in their place once pressed, so that the keyboard does too and the choice can be changed. */
function DecisionButtons({ setId, decision }: Pick<HeldDeletions, 'setId' | 'decision'>) {
  const { t } = useTranslation();
  const toasts = useToasts();
  const accept = useMutation(engine.sync.acceptDeletions.mutationOptions({ onError: toasts.failed }));
  const refuse = useMutation(engine.sync.refuseDeletions.mutationOptions({ onError: toasts.failed }));
  const choices = [
    { name: 'refused', choose: refuse },
    { name: 'accepted', choose: accept },
  ] as const;
  return (
    <Group gap="sm">
      {choices.map(({ name, choose }) => (
        <Button
          key={name}
          variant={decision === name ? 'filled' : 'default'}
          aria-pressed={decision === name}
          onClick={() => choose.mutate({ setId })}
        >
          {t(`sync.deletions.${name}`)}
        </Button>
      ))}
    </Group>
  );
}
