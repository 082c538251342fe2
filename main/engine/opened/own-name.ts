/** 80 signs: of three bytes each they are still a name on Linux, with the lock of a program beside it. */
const NAME_LENGTH = 80;
/** Names of Windows' devices, whatever ending follows. */
const DEVICE = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|$)/i;

/** A name that every system takes, and that stays in its folder; its ending is its last part, and stays. */
export function ownName(name: string): string {
  const [ending = ''] = /\.[a-z0-9]{1,16}$/i.exec(name) ?? [];
  const stem = name
    .slice(0, name.length - ending.length)
    .replace(/[\p{Cc}/\\:*?"<>|]/gu, ' ')
    .replace(/^[.~\s-]+/, '')
    .slice(0, NAME_LENGTH - ending.length)
    .replace(/[.\s\uD800-\uDBFF]+$/, '');
  const isName = stem !== '' && !DEVICE.test(stem);
  return `${isName ? stem : `document ${stem}`.trim()}${ending}`;
}
