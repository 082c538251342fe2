/** Prints a command's result: one JSON object and nothing else, or lines for people. */
export function printResult(isJson: boolean | undefined, result: unknown, lines: readonly string[]): void {
  process.stdout.write(isJson === true ? `${JSON.stringify(result)}\n` : `${lines.join('\n')}\n`);
}

/** "1.4 MB": decimal units, as file managers show them. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${(bytes / 1000).toFixed(1)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
