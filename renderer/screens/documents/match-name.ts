import { withoutAccents } from '../../../preload/contract/index.ts';

/** Whether a name holds each word of a search, whatever the case and the accents: « eleve » finds « Élève ». */
export function matchName(name: string, search: string): boolean {
  const plainName = plain(name);
  return plain(search)
    .split(/\s+/)
    .every((word) => plainName.includes(word));
}

function plain(text: string): string {
  return withoutAccents(text).trim();
}
