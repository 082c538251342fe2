/** A piece of TeX: a command (`\frac`), a number, a sign or a letter. */
export interface Token {
  readonly text: string;
  readonly at: number;
}

/** A number may have a decimal comma, as in French; « (1, 2) » are two. */
const TOKEN = /\s+|\\(?:[A-Za-z]+|[\s\S])|\d+(?:[.,]\d+)*|[\s\S]/gu;

/** The pieces of a text, without the spaces between them. */
export function tokensOf(tex: string): Token[] {
  return [...tex.matchAll(TOKEN)].flatMap(({ 0: text, index }) =>
    text.trim() === '' ? [] : [{ text, at: index }],
  );
}
