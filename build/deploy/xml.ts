/** An element with its attributes, and its text or its elements. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string>> = {},
  content: string | readonly string[] = [],
): string {
  const start = [
    name,
    ...Object.entries(attributes).map(([key, value]) => `${key}="${escaped(value)}"`),
  ].join(' ');
  if (typeof content === 'string') return `<${start}>${escaped(content)}</${name}>`;
  if (content.length === 0) return `<${start} />`;
  const inside = content.join('\n').replace(/^/gm, '  ');
  return `<${start}>\n${inside}\n</${name}>`;
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
