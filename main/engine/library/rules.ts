import { isSameJson } from '../../../preload/contract/same-json.ts';
import type { ConflictField } from '../../../preload/contract/sync.ts';
import { addDays, instantOf, wallTimeOf, weekdayOf } from '../calendar/civil-time.ts';
import { mergeFields } from '../store/merge/fields.ts';
import type { Merged, MergeSides } from '../store/syncable-entity.ts';
import type { FileBody } from './attached-files.ts';

/** A file's name is of at most so many characters at the ENT. */
const NAME_LENGTH = 300;

/**
 * Two versions of an attached file: the ENT's stays, ours is joined as another file whose name says where it comes from.
 *
 * Bytes never change, so nothing can be merged; of one file under two names, ours is the later name.
 */
export function mergeFile<B extends { readonly file: FileBody }>(
  entity: 'resource' | 'feedback',
  { base, mine, theirs, deviceName, now, newId }: MergeSides<B>,
): Merged {
  const { body } = mergeFields({ ...base }, { ...mine }, { ...theirs });
  const isOurs = base !== null && isSameJson(theirs.file.sha256, base.file.sha256);
  if (isOurs || mine.file.sha256 === theirs.file.sha256 || mine.file.sha256 === base?.file.sha256)
    return { body, isSettled: true };
  const name = conflictName(mine.file.name, deviceName, new Date(now));
  const copy = { ...mine, file: { ...mine.file, id: newId(), name } };
  return {
    body: { ...body, file: theirs.file },
    isSettled: true,
    also: [{ entity, entityId: newId(), body: copy, blobs: [mine.file.sha256] }],
  };
}

/** Schools of France, whatever the computer's own zone. */
const TIME_ZONE = 'Europe/Paris';

/** The beginning of the week that holds an instant: its Monday's midnight in Paris. Both epoch ms. */
export function weekStart(now: number): number {
  const { date } = wallTimeOf(now, TIME_ZONE);
  return instantOf({ date: addDays(date, 1 - weekdayOf(date)), minutes: 0 }, TIME_ZONE);
}

/** What a conflict shows of a file. */
export function describeFile(file: FileBody): ConflictField[] {
  return [
    { name: 'fileName', value: file.name },
    { name: 'fileBytes', value: file.bytes },
  ];
}

/** "copie.pdf" -> "copie (conflit, poste Salle 12, 2026-11-24).pdf". */
export function conflictName(name: string, deviceName: string, day: Date): string {
  const dot = name.lastIndexOf('.');
  const [stem, extension] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
  const two = (number: number) => String(number).padStart(2, '0');
  const date = `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
  const device = deviceName
    .replace(/[\\/:*?"<>|]/g, ' ')
    .trim()
    .slice(0, 60);
  const mark = ` (conflit, poste ${device}, ${date})`;
  return `${stem.slice(0, Math.max(1, NAME_LENGTH - mark.length - extension.length))}${mark}${extension}`;
}
