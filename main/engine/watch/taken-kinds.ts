import { extensionOf, KIND_FACTS } from '../optimise/kinds.ts';

/** Documents without a recipe that teachers send all the same. */
const OTHERS = [
  ...['txt', 'md', 'csv', 'rtf', 'doc', 'xls', 'ppt', 'pps', 'odg', 'svg', 'epub', 'ggb', 'sb3', 'tex'],
  ...['mp3', 'm4a', 'wav', 'ogg', 'oga', 'opus', 'flac', 'mp4', 'm4v', 'mov', 'webm', 'avi', 'mkv'],
];
const TAKEN = new Set([...Object.values(KIND_FACTS).flatMap(({ extensions }) => extensions), ...OTHERS]);

/** Whether a file's name is that of a document: installers, disk images and programs stay where they are. */
export function isDocumentName(name: string): boolean {
  return TAKEN.has(extensionOf(name));
}
