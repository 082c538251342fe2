import { useTranslation } from 'react-i18next';
import { PICTURE_MAX_BYTES } from '../../../preload/contract/index.ts';
import { bridge } from '../../app/bridge.ts';
import { engineClient } from '../../app/engine.ts';
import { useToasts } from '../../app/toasts.tsx';
import { fileName } from '../../components/attachments/incoming-files.ts';
import type { PictureSource } from '../../components/rich-text/coming-pictures.ts';
import type { GivenPicture } from '../../components/rich-text/pasted-pictures.ts';
import type { AttachedPicture } from './lesson-pictures.ts';
import type { LessonSession } from './lesson-session.ts';

/** Pictures for the text of a lesson: each is one of its documents, and comes and goes with its place in the text. */
export function useLessonPictures(session: LessonSession): PictureSource {
  const { t } = useTranslation();
  const toasts = useToasts();
  const { pictures } = session;
  const tooHeavy = (name: string) =>
    toasts.warned((say) => ({
      title: say('lessons.pictures.tooHeavy.title'),
      text: say('lessons.pictures.tooHeavy.text', { name }),
    }));
  const asDocument = ({ resource: { id: resourceId, document }, isNew }: AttachedPicture) => {
    const label = t('lessons.pictures.asDocument', { name: document.name });
    if (!isNew) return toasts.done(label);
    const undo = async () => engineClient.lessons.detach({ resourceId });
    toasts.undoable({ label, undo, redo: async () => engineClient.lessons.reattach({ resourceId }) });
  };
  return {
    async choose() {
      const paths = await bridge().chooseFiles({ title: t('richText.picture.choose'), isMultiple: true });
      return paths.map((path) => ({ kind: 'path', path, name: fileName(path) }));
    },
    given: (file) => {
      const path = bridge().pathForFile(file);
      if (path !== '') return { kind: 'path', path, name: file.name };
      return {
        kind: 'bytes',
        bytes: file,
        name: nameOf(file, (date) => t('richText.picture.pastedName', { date })),
      };
    },
    async bring(picture, signal) {
      if (isTooHeavy(picture)) {
        tooHeavy(picture.name);
        return null;
      }
      const attached = await pictures.attach(picture, signal);
      const { sha256, name } = attached.resource.document;
      if (attached.isPicture) return { sha256, name, isNew: attached.isNew };
      asDocument(attached);
      return null;
    },
    join: (files) =>
      void session.incoming.give(
        files.map((file) => bridge().pathForFile(file)).filter((path) => path !== ''),
      ),
    gone: (sha256) => void pictures.takeOff(sha256).catch(toasts.failed),
    back: (sha256) => void pictures.putBack(sha256).catch(toasts.failed),
    leftOver: ({ name }) => toasts.done(t('lessons.pictures.leftOver', { name })),
    failed: toasts.failed,
  };
}

function isTooHeavy(picture: GivenPicture): boolean {
  return picture.kind === 'bytes' && picture.bytes.size > PICTURE_MAX_BYTES;
}

/** The clipboard calls every picture « image.png »: its hour tells them apart. */
function nameOf({ name, type }: File, withDate: (date: string) => string): string {
  if (name !== '' && !/^image\.\w+$/.test(name)) return name;
  const date = new Date().toLocaleString('sv').replaceAll(':', '.');
  return `${withDate(date)}.${type.replace(/^image\/(\w+).*$/, '$1')}`;
}
