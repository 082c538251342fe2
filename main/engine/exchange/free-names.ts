/** A name that every system takes, and that stays in its folder. */
export function cleanName(name: string): string {
  const clean = name.replace(/[\p{Cc}/\\:*?"<>|]/gu, ' ').replace(/^[.~\s]+|[.\s]+$/g, '');
  return clean === '' ? 'copie' : clean;
}

/** A name that none of those taken so far is; it is taken then. */
export function freeName(name: string, taken: Set<string>): string {
  const [, stem = name, ending = ''] = /^(.*?)(\.[^.]{1,10})?$/s.exec(name) ?? [];
  let free = name;
  for (let number = 2; taken.has(free.toLowerCase()); number += 1) free = `${stem} (${number})${ending}`;
  taken.add(free.toLowerCase());
  return free;
}
