import type { Text } from '../site/rows.ts';
import type { Call } from './external-function.ts';

/**
 * lib/external/classes/util.php `format_text`: what is stored becomes clean HTML, which then has format 1, and names of
 * files become addresses. An empty text stays as it is.
 *
 * @param area "13/assignsubmission_onlinetext/submissions_onlinetext/1": where its files lie
 */
export function formatText(call: Call, { text, format }: Text, area: string): Text {
  const linked = call.fileurl
    ? text.replaceAll('@@PLUGINFILE@@/', `${call.site.wwwroot}/webservice/pluginfile.php/${area}/`)
    : text;
  if (call.raw || text === '') return { text: linked, format };
  return { text: toHtml(linked, format), format: 1 };
}

/** lib/weblib.php `format_text`, as far as answers of students and comments of teachers need it. */
function toHtml(text: string, format: number): string {
  switch (format) {
    case 0:
      return `<div class="text_to_html">${text.replaceAll('\n', '<br />\n')}</div>`;
    case 2:
      return escapeHtml(text).replaceAll('\n', '<br />\n');
    case 4:
      return `<p>${escapeHtml(text)}</p>\n`;
    default:
      return text.replace(/<script\b[\s\S]*?<\/script\s*>/gi, '').replace(/\son\w+="[^"]*"/gi, '');
  }
}

const escapeHtml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
