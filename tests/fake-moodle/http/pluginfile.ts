import { MoodleError } from '../external/moodle-error.ts';
import { validateContext } from '../functions/access.ts';
import type { Assign } from '../site/assign.ts';
import type { StoredFile, User } from '../site/rows.ts';
import type { Site } from '../site/site.ts';
import { ajaxError, answerAjax, requiredParam } from './ajax-error.ts';
import { authenticate } from './authenticate.ts';
import { type Exchange, type Reply, readInput } from './exchange.ts';

const PREFIX = '/webservice/pluginfile.php/';

/** webservice/pluginfile.php: files of an assignment, whole or in part. What may not be seen is not found. */
export function answerPluginfile(site: Site, exchange: Exchange): Reply {
  return answerAjax(site, () => {
    const { form } = readInput(exchange, site.config);
    const user = authenticate(site, requiredParam(form, 'token').replace(/[^A-Za-z0-9]/g, ''));
    const file = findFile(site, user, exchange.url.pathname.slice(exchange.url.pathname.indexOf(PREFIX)));
    if (file === undefined) {
      const error = new MoodleError(
        'moodle_exception',
        'filenotfound',
        'Sorry, the requested file could not be found',
      );
      return ajaxError(site, error, 404);
    }
    return sendFile(exchange, file);
  });
}

function findFile(site: Site, user: User, path: string): StoredFile | undefined {
  const [contextid, component, filearea, itemid, ...names] = path
    .slice(PREFIX.length)
    .split('/')
    .map(decodeURIComponent);
  const assign = [...site.assigns.values()].find(({ row }) => row.contextid === Number(contextid));
  const filename = names.pop();
  if (assign === undefined || filename === undefined || !mayRead(site, user, assign)) return undefined;
  const area = {
    contextid: assign.row.contextid,
    component: component ?? '',
    filearea: filearea ?? '',
    itemid: Number(itemid),
  };
  const filepath = names.length === 0 ? '/' : `/${names.join('/')}/`;
  return site.files.find(area, filepath, filename);
}

function mayRead(site: Site, user: User, { row }: Assign): boolean {
  try {
    validateContext({ site, user, token: '', raw: false, fileurl: true }, row.course);
    return site.isTeacher(row.course, user.id);
  } catch (error) {
    if (error instanceof MoodleError) return false;
    throw error;
  }
}

/** lib/filelib.php `readfile_accel`. */
function sendFile({ headers, method }: Exchange, file: StoredFile): Reply {
  const shared = {
    'Content-Type': file.mimetype === 'text/plain' ? 'text/plain; charset=utf-8' : file.mimetype,
    'Content-Disposition': `attachment; filename="${encodeURIComponent(file.filename)}"`,
    'Cache-Control': 'private, must-revalidate, pre-check=0, post-check=0, max-age=0, no-transform',
    'Last-Modified': new Date(file.timemodified * 1000).toUTCString(),
    Etag: `"${file.contenthash}"`,
    'Accept-Ranges': file.mimetype === 'text/plain' ? 'none' : 'bytes',
  };
  if (headers['if-none-match']?.replaceAll('"', '') === file.contenthash) {
    return { status: 304, headers: shared, body: Buffer.alloc(0), isChunked: false };
  }
  const range = file.mimetype === 'text/plain' ? null : readRange(headers.range, file.bytes.byteLength);
  const body = range === null ? file.bytes : file.bytes.subarray(range.first, range.last + 1);
  const isHead = method === 'HEAD';
  return {
    status: range === null ? 200 : 206,
    headers: {
      ...shared,
      'Content-Length': String(body.byteLength),
      ...(range !== null && {
        'Content-Range': `bytes ${range.first}-${range.last}/${file.bytes.byteLength}`,
      }),
    },
    body: isHead ? Buffer.alloc(0) : body,
    isChunked: false,
  };
}

/** One that makes no sense, for example past the end, is not refused: the whole file is sent, with status 200. */
function readRange(header: string | undefined, sizeBytes: number): { first: number; last: number } | null {
  const match = header?.includes('bytes=') ? /(\d*)-(\d*)/.exec(header) : null;
  if (match === null || match === undefined || (match[1] === '' && match[2] === '')) return null;
  const last = match[1] === '' || match[2] === '' ? sizeBytes - 1 : Math.min(Number(match[2]), sizeBytes - 1);
  const first = match[1] === '' ? Math.max(0, sizeBytes - Number(match[2])) : Number(match[1]);
  return last < first ? null : { first, last };
}
