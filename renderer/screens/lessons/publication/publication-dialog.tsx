import { Button, Group, Modal } from '@mantine/core';
import { useQueries, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { v7 } from 'uuid';
import type { LessonDetail, LessonPlace } from '../../../../preload/contract/index.ts';
import { engine } from '../../../app/engine.ts';
import { startOfWeek } from '../week.ts';
import { LessonPreview } from './lesson-preview.tsx';
import { PlaceRow } from './place-row.tsx';
import './publication.css';
import { type Choice, type ChosenPlace, toPublications } from './publication-choices.ts';
import { usePublishLesson } from './use-publish-lesson.ts';

/** 40: five hours a week for two months; a class of which all of these are prepared gets the lesson's own hour. */
const SESSIONS_AHEAD = 40;

interface Props {
  readonly lesson: LessonDetail;
  readonly onClose: () => void;
}

/** What students will see, and from when on, in each class. */
export function PublicationDialog({ lesson, onClose }: Props) {
  const { t } = useTranslation();
  const { data: places } = useQuery(engine.lessons.places.queryOptions({ input: { lessonId: lesson.id } }));
  return (
    <Modal
      opened
      onClose={onClose}
      size={960}
      title={t('lessons.publication.title')}
      closeButtonProps={{ 'aria-label': t('app.action.close') }}
      data-testid="lesson-publication"
    >
      {places === undefined ? null : <PublicationForm lesson={lesson} places={places} onClose={onClose} />}
    </Modal>
  );
}

function PublicationForm({ lesson, places, onClose }: Props & { places: readonly LessonPlace[] }) {
  const { t } = useTranslation();
  const publish = usePublishLesson();
  const { chosen, change } = useChosenPlaces(lesson, places);
  const publications = toPublications(chosen);
  const confirm = async () => {
    if (await publish(lesson, publications)) onClose();
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void confirm();
      }}
    >
      <div className="lesson-publication">
        <LessonPreview lesson={lesson} />
        <section aria-label={t('lessons.publication.classes')}>
          <p className="lesson-hint">{t('lessons.publication.hint')}</p>
          <ul className="lesson-places">
            {chosen.map(({ place, choice, newId, proposedAt }, index) => (
              <PlaceRow
                key={newId}
                place={place}
                choice={choice}
                proposedAt={proposedAt}
                isFirst={index === 0}
                onChange={(value) => change(keyOf(place), value)}
              />
            ))}
          </ul>
        </section>
      </div>
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onClose}>
          {t('app.action.cancel')}
        </Button>
        <Button type="submit" disabled={publications.length === 0} data-testid="publication-confirm">
          {t('lessons.publication.confirm')}
        </Button>
      </Group>
    </form>
  );
}

/** The classes with what is chosen for each; of a draft, that it be published now. */
function useChosenPlaces(
  { id, startsAt, isPublished, publishAt }: LessonDetail,
  places: readonly LessonPlace[],
): { chosen: ChosenPlace[]; change: (key: string, value: Partial<Choice>) => void } {
  const [openedAt] = useState(() => Date.now());
  const [newIds] = useState(() => new Map<string, string>());
  const [choices, setChoices] = useState<ReadonlyMap<string, Partial<Choice>>>(new Map());
  const isDraft = !isPublished && publishAt === null;
  const proposals = useQueries({
    queries: places.map(({ classGroupId, lesson }) => ({
      ...engine.timetable.next.queryOptions({
        input: {
          classGroupId,
          afterMs: Math.max(openedAt, startOfWeek(startsAt) - 1),
          count: SESSIONS_AHEAD,
        },
      }),
      enabled: lesson === null,
    })),
  });
  const chosen = places.map((place, index): ChosenPlace => {
    const key = keyOf(place);
    const newId = newIds.get(key) ?? v7();
    newIds.set(key, newId);
    const free = proposals[index]?.data?.find(({ lessonId }) => lessonId === null);
    const isItself = place.lesson?.id === id;
    const usual: Choice = {
      when: isItself && isDraft ? 'now' : 'keep',
      atMs: place.lesson?.publishAt ?? place.lesson?.startsAt ?? free?.startsAt ?? startsAt,
      startsAt: null,
      isCorrected: false,
    };
    const proposedAt = free?.startsAt ?? startsAt;
    return { place, choice: { ...usual, ...choices.get(key) }, newId, proposedAt };
  });
  const change = (key: string, value: Partial<Choice>) =>
    setChoices((before) => new Map(before).set(key, { ...before.get(key), ...value }));
  return { chosen, change };
}

function keyOf({ classGroupId, lesson }: LessonPlace): string {
  return lesson?.id ?? classGroupId;
}
