/** Whether a link may be in a lesson: a page over https, or an address to write to. */
export function isAllowedLink(address: string): boolean {
  return /^(?:https:\/\/[^\s/]|mailto:[^\s@]+@[^\s@]+$)/i.test(address.trim());
}

/**
 * Makes an address out of what a teacher types: « gallica.bnf.fr », « http://… », « prof@lycee.fr ».
 *
 * Plain http becomes https, which every school site speaks. Null for what is no address, and for anything
 * that could run (`javascript:`, `data:`).
 */
export function readLink(typed: string): string | null {
  const text = typed.trim();
  if (text === '' || /\s/.test(text)) return null;
  const address = withScheme(text);
  if (!isAllowedLink(address) || !URL.canParse(address)) return null;
  return address;
}

function withScheme(text: string): string {
  if (/^http:\/\//i.test(text)) return `https://${text.slice(7)}`;
  if (/^[a-z][a-z0-9+.-]*:/i.test(text) && !/^[^:/]+\.[^:/]+:\d/.test(text)) return text;
  if (/^[^@/]+@[^@/]+\.[^@/]+$/.test(text)) return `mailto:${text}`;
  return /^[^/]+\.[^/.]{2,}/.test(text) ? `https://${text}` : text;
}
