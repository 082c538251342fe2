import { ActionIcon, Button, Loader, Tooltip } from '@mantine/core';
import { IconAlertCircle, IconClock, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useErrorWords } from '../../app/use-app-error.ts';
import { useOptimiseReason } from '../use-optimise-reason.ts';
import type { IncomingFile, IncomingFiles } from './incoming-files.ts';

/** A file on its way: waiting, being optimised, or refused with its reason. */
export function IncomingRow({ file, incoming }: { file: IncomingFile; incoming: IncomingFiles }) {
  const { t } = useTranslation();
  const { name, key, state } = file;
  const away = t(state === 'failed' ? 'attachments.dismiss' : 'attachments.giveUp', { name });
  return (
    <li className="attachments-row" data-state={state} data-testid="incoming-file">
      <StateIcon state={state} />
      <div className="attachments-main">
        <span className="attachments-name">{name}</span>
        <div className="attachments-detail" role={state === 'failed' ? 'alert' : 'status'}>
          {state === 'failed' ? <Refusal file={file} /> : t(`attachments.${state}`)}
        </div>
        {state === 'failed' && file.error?.code !== 'library/file-refused' ? (
          // What the optimiser refuses, it will refuse again.
          <Button variant="default" size="compact-sm" onClick={() => incoming.retry(key)}>
            {t('attachments.retry')}
          </Button>
        ) : null}
      </div>
      <Tooltip label={away}>
        <ActionIcon variant="subtle" color="gray" aria-label={away} onClick={() => incoming.dismiss(key)}>
          <IconX size={16} aria-hidden />
        </ActionIcon>
      </Tooltip>
    </li>
  );
}

function StateIcon({ state }: { state: IncomingFile['state'] }) {
  if (state === 'working') return <Loader size={16} aria-hidden />;
  const Icon = state === 'failed' ? IconAlertCircle : IconClock;
  return <Icon className="attachments-icon" size={16} aria-hidden />;
}

/** Why it was refused: the optimiser's own reason when it gave one, for it is the more exact. */
function Refusal({ file: { error } }: { file: IncomingFile }) {
  const { t } = useTranslation();
  const wordsOf = useErrorWords();
  const reasonOf = useOptimiseReason();
  if (error === null) return null;
  const reason = error.params.reason;
  const why = typeof reason === 'string' ? reasonOf(reason) : null;
  const { title, text } = wordsOf(error);
  return t('attachments.refused', { title, why: why ?? text });
}
