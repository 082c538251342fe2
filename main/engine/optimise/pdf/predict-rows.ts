/** Applies PNG's "up" prediction: tables whose rows resemble each other then pack to nearly nothing. */
export function predictRows(rows: Uint8Array, columns: number): Uint8Array {
  const count = rows.length / columns;
  const out = new Uint8Array(count * (columns + 1));
  for (let row = 0; row < count; row += 1) {
    out[row * (columns + 1)] = 2;
    for (let column = 0; column < columns; column += 1) {
      const above = row === 0 ? 0 : (rows[(row - 1) * columns + column] as number);
      out[row * (columns + 1) + 1 + column] = (rows[row * columns + column] as number) - above;
    }
  }
  return out;
}
