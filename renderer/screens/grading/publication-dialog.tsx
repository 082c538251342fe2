import { Anchor, Button, Group, Modal, Radio, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Assignment } from '../../../preload/contract/index.ts';
import { navigate } from '../../app/routes.ts';
import { useIsReadOnly } from '../../app/use-is-read-only.ts';
import type { CopyCounts } from './copies.ts';
import { toLocalMinute } from './local-minute.ts';
import { usePublish } from './use-publish.ts';

type When = 'now' | 'later' | 'draft';

interface Props {
  readonly assignment: Assignment;
  readonly counts: CopyCounts | null;
  readonly onClose: () => void;
}

/** Publishes a class's grades at once or at a date, or makes them a draft again. */
export function PublicationDialog({ assignment, counts, onClose }: Props) {
  const { t } = useTranslation();
  const isReadOnly = useIsReadOnly();
  const publish = usePublish(assignment);
  const [when, setWhen] = useState<When>('now');
  const [date, setDate] = useState(() => toLocalMinute(assignment.publishAt ?? tomorrowEvening()));
  const at = new Date(date).getTime();
  const isDateMissing = when === 'later' && Number.isNaN(at);
  const confirm = () => {
    if (isDateMissing) return;
    publish(when === 'now' ? 'now' : when === 'later' ? at : null);
    onClose();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('grading.publication.title')}
      closeButtonProps={{ 'aria-label': t('app.action.close') }}
      data-testid="publication-dialog"
    >
      <Stack gap="md">
        <p className="publication-text">{t('grading.publication.text')}</p>
        {counts === null || counts.toGrade === 0 ? null : (
          <p className="publication-warning">
            {t('grading.publication.ungraded', { count: counts.toGrade })}
          </p>
        )}
        {counts === null || counts.heldBack === 0 ? null : (
          <p className="publication-warning" data-testid="publication-held-back">
            {t('grading.publication.heldBack', { count: counts.heldBack })}{' '}
            <Anchor component="button" type="button" onClick={() => navigate({ screen: 'sync' })}>
              {t('grading.panel.solve')}
            </Anchor>
          </p>
        )}
        <Radio.Group
          value={when}
          onChange={(value) => setWhen(value as When)}
          aria-label={t('grading.publication.when')}
        >
          <Stack gap="xs">
            <Radio value="now" label={t('grading.publication.now')} data-autofocus />
            <Radio value="later" label={t('grading.publication.later')} />
            {when !== 'later' ? null : (
              <TextInput
                type="datetime-local"
                aria-label={t('grading.publication.date')}
                value={date}
                onChange={(event) => setDate(event.currentTarget.value)}
                error={isDateMissing ? t('grading.publication.noDate') : undefined}
                data-testid="publication-date"
              />
            )}
            {assignment.publishAt === null ? null : (
              <Radio value="draft" label={t('grading.publication.back')} />
            )}
          </Stack>
        </Radio.Group>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('app.action.cancel')}
          </Button>
          <Button disabled={isReadOnly || isDateMissing} onClick={confirm} data-testid="publication-confirm">
            {t('grading.publication.confirm')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

/** 18:00 tomorrow: when families have come home, as the code of good practice asks. */
function tomorrowEvening(): number {
  const evening = new Date();
  evening.setDate(evening.getDate() + 1);
  return evening.setHours(18, 0, 0, 0);
}
