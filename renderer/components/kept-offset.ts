/**
 * Where a cursor at `offset` of a text is in another one that takes its place: in its line, wherever that stands; in a line that
 * changed, before or behind what changed in it. Offsets in UTF-16 units. Pure.
 */
export function keptOffset(before: string, after: string, offset: number): number {
  const [from, to] = [before.split('\n'), after.split('\n')];
  const grown = after.length - before.length;
  const leading = lengthOf(from.slice(0, sameFromStart(from, to)));
  if (offset < leading) return offset;
  const trailing = lengthOf(from.slice(from.length - sameFromStart(from.toReversed(), to.toReversed())));
  if (trailing > 0 && offset > before.length - trailing) return offset + grown;
  const [letters, others] = [before.split(''), after.split('')];
  if (offset <= sameFromStart(letters, others)) return offset;
  const behind = sameFromStart(letters.toReversed(), others.toReversed());
  return offset >= before.length - behind ? offset + grown : Math.min(offset, after.length);
}

/** Of lines, each with its end. */
function lengthOf(lines: readonly string[]): number {
  return lines.reduce((length, line) => length + line.length + 1, 0);
}

/** How many items two lists have in common from their start on. */
function sameFromStart(one: readonly string[], other: readonly string[]): number {
  const differs = one.findIndex((item, index) => item !== other[index]);
  return differs === -1 ? one.length : differs;
}
