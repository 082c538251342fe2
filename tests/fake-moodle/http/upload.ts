import { MoodleError } from '../external/moodle-error.ts';
import { unusedDraftId } from '../functions/drafts.ts';
import { fullname } from '../functions/users.ts';
import type { UploadedFile } from '../php/multipart.ts';
import { phpJson } from '../php/php-json.ts';
import { draftArea, userContext } from '../site/grading.ts';
import type { User } from '../site/rows.ts';
import type { Site } from '../site/site.ts';
import { answerAjax, requiredParam } from './ajax-error.ts';
import { authenticate } from './authenticate.ts';
import { type Exchange, printed, type Reply, readInput, textParam } from './exchange.ts';

/**
 * webservice/upload.php: files go to the caller's drafts. A file that is too large, or whose name is there already, is
 * told of in the list and not kept. The reply to files is called text (core_renderer_ajax.php `header`).
 */
export function answerUpload(site: Site, exchange: Exchange): Reply {
  return answerAjax(site, () => {
    const { form, files } = readInput(exchange, site.config);
    const filepath = textParam(form, 'filepath') ?? '/';
    const user = authenticate(site, requiredParam(form, 'token').replace(/[^A-Za-z0-9]/g, ''));
    const asked = Number.parseInt(textParam(form, 'itemid') ?? '0', 10) || 0;
    const itemid = asked > 0 ? asked : unusedDraftId(site, user.id);
    const kept = files.filter(({ bytes }) => bytes.byteLength <= site.config.maxbytes);
    if (kept.reduce((sum, { bytes }) => sum + bytes.byteLength, 0) > site.config.maxbytes) {
      throw new MoodleError(
        'file_exception',
        'userquotalimit',
        'The file is larger than the space that you have left',
      );
    }
    const results = files.map((file) => keepFile(site, user, { itemid, filepath }, file));
    return printed(
      200,
      `${files.length > 0 ? 'text/plain' : 'application/json'}; charset=utf-8`,
      phpJson(results),
    );
  });
}

function keepFile(
  site: Site,
  user: User,
  { itemid, filepath }: { itemid: number; filepath: string },
  { filename: sent, bytes }: UploadedFile,
): object {
  const filename = cleanFilename(sent);
  const refusal = (errortype: string, error: string) => ({ avscantime: 0, filename, errortype, error });
  if (bytes.byteLength > site.config.maxbytes) return refusal('fileoversized', 'The file is too large.');
  const area = draftArea(user.id, itemid);
  if (site.files.find(area, filepath, filename) !== undefined) {
    return refusal('filenameexist', `File name already exists: ${filename}`);
  }
  site.files.add(area, { filename, filepath, bytes }, site.now());
  return {
    component: 'user',
    contextid: userContext(user.id),
    userid: String(user.id),
    filearea: 'draft',
    filename,
    filepath,
    itemid,
    license: 'unknown',
    author: fullname(user),
    source: `O:8:"stdClass":1:{s:6:"source";s:${Buffer.byteLength(filename)}:"${filename}";}`,
    filesize: bytes.byteLength,
  };
}

/** lib/classes/param.php PARAM_FILE. */
function cleanFilename(name: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is cleaned away
  const cleaned = name.replace(/[\u0000-\u001f\u007f]|[&<>"`|':\\/]/g, '').replace(/\.\.+/g, '');
  return cleaned === '.' ? '' : cleaned;
}
