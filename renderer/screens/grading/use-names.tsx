import { Button, Group, Modal, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Assignment } from '../../../preload/contract/index.ts';
import { areNamesHidden } from '../../../preload/contract/index.ts';
import { engineClient } from '../../app/engine.ts';
import { useToasts } from '../../app/toasts.tsx';
import { useIsReadOnly } from '../../app/use-is-read-only.ts';
import { useNow } from '../../app/use-now.ts';

export interface Names {
  readonly isAnonymous: boolean;
  /** Published, there is nothing left to hide. */
  readonly isFixed: boolean;
  /** Hides them at once; showing them is asked for. Nothing once the assignment is published. */
  toggle(): void;
  /** The question before names are shown, while it is asked. */
  readonly question: ReactNode;
}

/** Whether an assignment's copies have names, and the way to change that. */
export function useNames(assignment: Assignment | undefined): Names {
  const { t } = useTranslation();
  const toasts = useToasts();
  const isReadOnly = useIsReadOnly();
  const tick = useNow();
  const publishedAt = assignment?.publishAt;
  // A publication made since the last tick is past already.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the present is read again at each of these
  const now = useMemo(() => Date.now(), [tick, publishedAt]);
  const [isAsked, setIsAsked] = useState(false);
  if (assignment === undefined)
    return { isAnonymous: false, isFixed: true, toggle: () => undefined, question: null };
  const { id: assignmentId, publishAt } = assignment;
  const isAnonymous = areNamesHidden(assignment, now);
  const isFixed = isReadOnly || (publishAt !== null && publishAt <= now);
  const hide = async (isHidden: boolean) => engineClient.grading.hideNames({ assignmentId, isHidden });
  const change = (isHidden: boolean) => {
    setIsAsked(false);
    hide(isHidden)
      .then(() =>
        toasts.undoable({
          label: t(`gradingRules.names.${isHidden ? 'hidden' : 'shown'}`),
          undo: async () => hide(!isHidden),
          redo: async () => hide(isHidden),
        }),
      )
      .catch(toasts.failed);
  };
  const toggle = () => {
    if (isFixed) return;
    if (isAnonymous) setIsAsked(true);
    else change(true);
  };
  const question = isAsked ? (
    <Modal
      opened
      onClose={() => setIsAsked(false)}
      title={t('gradingRules.names.title')}
      closeButtonProps={{ 'aria-label': t('app.action.close') }}
    >
      <Stack gap="md">
        <p className="publication-text">{t('gradingRules.names.text')}</p>
        <Group justify="flex-end">
          <Button variant="default" onClick={() => setIsAsked(false)}>
            {t('app.action.cancel')}
          </Button>
          <Button onClick={() => change(false)} data-autofocus data-testid="show-names">
            {t('gradingRules.names.show')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  ) : null;
  return { isAnonymous, isFixed, toggle, question };
}
