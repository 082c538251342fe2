import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Every file below a folder in which a word stands, whatever its case; the word in lower case. */
export function filesWith(folder: string, word: string): string[] {
  const lower = Buffer.from(word.toLowerCase());
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => {
    const path = join(folder, name);
    if (!statSync(path).isFile()) return false;
    const text = readFileSync(path).toString('latin1').toLowerCase();
    return name.toLowerCase().includes(word) || text.includes(lower.toString('latin1'));
  });
}
