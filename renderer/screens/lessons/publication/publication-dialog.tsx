import { Button, Group, Modal } from '@mantine/core';
import { useQueries, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { v7 } from 'uuid';
import type { LessonDetail, LessonPlace } from '../../../../preload/contract/index.ts';
import { engine } from '../../../app/engine.ts';
import { dueInClass } from '../due/due-in-class.ts';
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
            {chosen.map(({ place, choice, newId, proposedAt, homework }, index) => (
              <PlaceRow
                key={newId}
                place={place}
                choice={choice}
                proposedAt={proposedAt}
                dueAts={homework.map(({ dueAt }) => dueAt)}
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
  lesson: LessonDetail,
  places: readonly LessonPlace[],
): { chosen: ChosenPlace[]; change: (key: string, value: Partial<Choice>) => void } {
  const { id, startsAt, isPublished, publishAt } = lesson;
  const [newIds] = useState(() => new NewIds());
  const [choices, setChoices] = useState<ReadonlyMap<string, Partial<Choice>>>(new Map());
  const isDraft = !isPublished && publishAt === null;
  const sessions = useSessionsAhead(lesson, places);
  const chosen = places.map((place, index): ChosenPlace => {
    const key = keyOf(place);
    const ahead = sessions[index] ?? [];
    const free = ahead.find(({ lessonId }) => lessonId === null);
    const isItself = place.lesson?.id === id;
    const choice: Choice = {
      when: isItself && isDraft ? 'now' : 'keep',
      atMs: place.lesson?.publishAt ?? place.lesson?.startsAt ?? free?.startsAt ?? startsAt,
      startsAt: null,
      isCorrected: false,
      isHomeworkGiven: true,
      ...choices.get(key),
    };
    const proposedAt = free?.startsAt ?? startsAt;
    const homework = lesson.homework.map(({ id: fromId, dueAt }) => ({
      fromId,
      newId: newIds.of(`${key} ${fromId}`),
      dueAt: dueInClass({ dueAt, givenAt: startsAt }, choice.startsAt ?? proposedAt, ahead),
    }));
    return { place, choice, newId: newIds.of(key), proposedAt, homework };
  });
  const change = (key: string, value: Partial<Choice>) =>
    setChoices((before) => new Map(before).set(key, { ...before.get(key), ...value }));
  return { chosen, change };
}

/** The next sessions of each class that does not have the lesson yet. */
function useSessionsAhead({ startsAt }: LessonDetail, places: readonly LessonPlace[]) {
  const [openedAt] = useState(() => Date.now());
  const afterMs = Math.max(openedAt, startOfWeek(startsAt) - 1);
  const answers = useQueries({
    queries: places.map(({ classGroupId, lesson }) => ({
      ...engine.timetable.next.queryOptions({ input: { classGroupId, afterMs, count: SESSIONS_AHEAD } }),
      enabled: lesson === null,
    })),
  });
  return answers.map(({ data }) => data);
}

/** What is made is made under the same id, however often that is tried while the dialog is open. */
class NewIds {
  readonly #ids = new Map<string, string>();

  of(key: string): string {
    const id = this.#ids.get(key) ?? v7();
    this.#ids.set(key, id);
    return id;
  }
}

function keyOf({ classGroupId, lesson }: LessonPlace): string {
  return lesson?.id ?? classGroupId;
}
