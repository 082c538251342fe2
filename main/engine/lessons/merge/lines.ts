interface Sides {
  readonly base: string;
  readonly mine: string;
  readonly theirs: string;
}

/** The lines from `start` to `end` (without it) of the base that a side has replaced by `lines`. */
interface Change {
  readonly start: number;
  readonly end: number;
  readonly lines: readonly string[];
}

/**
 * Three-way merge of a short text, line by line.
 *
 * Changes in different places are both made. Where the two sides changed the same lines, the ENT's stay and what was written here
 * follows: nothing that either wrote is lost. An edit outlives a deletion.
 */
export function mergeLines({ base, mine, theirs }: Sides): string {
  if (mine === base || mine === theirs) return theirs;
  if (theirs === base) return mine;
  const from = base.split('\n');
  const [own, other] = [changeOf(from, mine.split('\n')), changeOf(from, theirs.split('\n'))];
  const changes = areApart(own, other) ? [own, other] : [together(from, own, other)];
  return changes
    .toSorted((a, b) => b.start - a.start || b.end - a.end)
    .reduce((lines, { start, end, lines: put }) => lines.toSpliced(start, end - start, ...put), from)
    .join('\n');
}

function changeOf(from: readonly string[], to: readonly string[]): Change {
  const shortest = Math.min(from.length, to.length);
  let start = 0;
  while (start < shortest && from[start] === to[start]) start += 1;
  let behind = 0;
  while (behind < shortest - start && from.at(-1 - behind) === to.at(-1 - behind)) behind += 1;
  return { start, end: from.length - behind, lines: to.slice(start, to.length - behind) };
}

/** Two that add at one place are not: whoever does it twice would double it. */
function areApart(a: Change, b: Change): boolean {
  const isOnePlace = a.start === b.start && a.end === b.end;
  return !isOnePlace && (a.end <= b.start || b.end <= a.start);
}

/** Both changes as one: what they say of all lines that either of them touches, each line of ours that is only ours last. */
function together(from: readonly string[], own: Change, other: Change): Change {
  const [start, end] = [Math.min(own.start, other.start), Math.max(own.end, other.end)];
  const whole = (change: Change) => [
    ...from.slice(start, change.start),
    ...change.lines,
    ...from.slice(change.end, end),
  ];
  const [mine, theirs] = [whole(own), whole(other)];
  const before = from.slice(start, end);
  const isWritten = (line: string) => !before.includes(line);
  // Nothing was written there but here: the other side has only taken lines away.
  if (!theirs.some(isWritten)) return { start, end, lines: mine };
  const added = mine.filter((line) => isWritten(line) && !theirs.includes(line));
  return { start, end, lines: [...theirs, ...added] };
}
