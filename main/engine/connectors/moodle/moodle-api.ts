import type * as z from 'zod';
import { CartableError } from '../../platform/cartable-error.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Http, HttpBody, HttpReply, HttpStream } from '../../platform/http.ts';
import { notAnEnt } from '../ent/replies.ts';
import { failureOf, isOfTheSession, jsonOf } from './failures.ts';
import { flatten, type Parameter } from './parameters.ts';
import { refusal, togetherReply } from './wire.ts';

export interface MoodleApiOptions {
  readonly http: Http;
  /** The site's address, without a slash at its end. */
  readonly baseUrl: string;
  readonly clock: Clock;
}

/** One web service to be called. */
export interface Call<T> {
  readonly name: string;
  readonly parameters: { readonly [name: string]: Parameter | undefined };
  readonly shape: z.ZodType<T>;
  /** Texts as they are stored, and not as a page shows them (lib/external/classes/external_settings.php). */
  readonly isRaw?: boolean;
}

/** What became of one call among several. */
export type Outcome<T> = { readonly data: T } | { readonly failure: CartableError };

/** Answers but the copies of many classes are small; this bounds memory, not use. */
const REPLY_BYTES = 64 * 1024 * 1024;

/**
 * Calls in one request. Each takes four fields of the form at most, and PHP reads a thousand (`max_input_vars`); a student's
 * status costs Moodle some ten milliseconds, so that a request stays within seconds.
 */
const CALLS_TOGETHER = 200;

const FORM = 'application/x-www-form-urlencoded';

/** One Moodle's web services, as one session speaks to them. */
export class MoodleApi {
  readonly clock: Clock;
  readonly baseUrl: string;
  readonly #http: Http;

  constructor({ http, baseUrl, clock }: MoodleApiOptions) {
    this.#http = http;
    this.baseUrl = baseUrl;
    this.clock = clock;
  }

  /** Posts a form to a script of the site's. The token travels in the body. */
  post(
    path: string,
    fields: readonly (readonly [string, string])[],
    signal?: AbortSignal,
  ): Promise<HttpReply> {
    const form = new URLSearchParams(fields.map(([name, value]): [string, string] => [name, value]));
    return this.send(path, { contentType: FORM, body: Buffer.from(form.toString()) }, signal);
  }

  send(
    path: string,
    { contentType, body }: { readonly contentType: string; readonly body: Uint8Array | HttpBody },
    signal?: AbortSignal,
  ): Promise<HttpReply> {
    return this.#http.request(
      {
        method: 'POST',
        url: `${this.baseUrl}${path}`,
        headers: { accept: 'application/json', 'content-type': contentType },
        body,
        ...(signal === undefined ? {} : { signal }),
      },
      REPLY_BYTES,
    );
  }

  /** Opens a file of the site's; `path` below the address, with its query. */
  open(path: string, headers: Readonly<Record<string, string>>, signal: AbortSignal): Promise<HttpStream> {
    return this.#http.open({ method: 'GET', url: `${this.baseUrl}${path}`, headers, signal });
  }

  /** Calls one web service (webservice/rest/locallib.php). @throws CartableError as `jsonOf` */
  async call<T>(token: string, call: Call<T>, signal?: AbortSignal): Promise<{ data: T; at: number }> {
    const reply = await this.post(
      '/webservice/rest/server.php',
      [
        ['wstoken', token],
        ['wsfunction', call.name],
        ['moodlewsrestformat', 'json'],
        ...(call.isRaw === true
          ? ([
              ['moodlewssettingraw', '1'],
              ['moodlewssettingfileurl', '0'],
            ] as const)
          : []),
        ...flatten(call.parameters),
      ],
      signal,
    );
    return { data: shaped(jsonOf(reply, this.clock.now()), call.shape), at: this.#secondsOf(reply) };
  }

  /**
   * Calls several web services in as few requests as hold them (`tool_mobile_call_external_functions`).
   *
   * Moodle stops at the first that fails: the rest is asked for again without it. What concerns the account or the site
   * ends all of it. After `failuresAtMost` the rest is left for another time, each costing a request.
   * @returns an outcome a call, in their order, and when the first was asked at Moodle, epoch seconds
   */
  async callTogether(
    token: string,
    calls: readonly Call<unknown>[],
    signal?: AbortSignal,
    failuresAtMost = Number.POSITIVE_INFINITY,
  ): Promise<{ outcomes: Outcome<unknown>[]; at: number }> {
    const outcomes: Outcome<unknown>[] = [];
    let at: number | null = null;
    while (outcomes.length < calls.length) {
      if (outcomes.filter((outcome) => 'failure' in outcome).length >= failuresAtMost) {
        outcomes.push(...calls.slice(outcomes.length).map(() => ({ failure: notAskedYet() })));
        break;
      }
      const asked = calls.slice(outcomes.length, outcomes.length + CALLS_TOGETHER);
      const reply = await this.call(token, together(asked), signal);
      at ??= reply.at;
      const { responses } = reply.data;
      if (responses.length === 0) throw notAnEnt();
      for (const [index, response] of responses.entries()) {
        const call = asked[index];
        if (call !== undefined) outcomes.push(outcomeOf(response, call.shape));
      }
    }
    return { outcomes, at: at ?? Math.floor(this.clock.now() / 1000) };
  }

  /** Moodle's own clock: its times are compared with one another, and never with ours. */
  #secondsOf({ headers }: HttpReply): number {
    const date = Date.parse(headers.date ?? '');
    return Math.floor((Number.isNaN(date) ? this.clock.now() : date) / 1000);
  }
}

/** Of a call that was left for another time. */
const notAskedYet = () => new CartableError('ent/server-error', { status: 200 }, 'later');

function together(calls: readonly Call<unknown>[]): Call<z.infer<typeof togetherReply>> {
  const requests = calls.map(({ name, parameters, isRaw }) => ({
    function: name,
    arguments: JSON.stringify(parameters),
    // What Moodle takes by itself (call_external_functions_parameters) needs no field of the form.
    ...(isRaw === true
      ? { settingraw: true, settingfileurl: false }
      : // Names in several languages are told in one (`multilang`) only when they are filtered.
        { settingfilter: true }),
  }));
  return { name: 'tool_mobile_call_external_functions', parameters: { requests }, shape: togetherReply };
}

function outcomeOf(
  { error, data, exception }: z.infer<typeof togetherReply>['responses'][number],
  shape: z.ZodType,
): Outcome<unknown> {
  if (error) {
    const failure = innerFailure(exception ?? '');
    if (isOfTheSession(failure)) throw failure;
    return { failure };
  }
  // One of a shape that is not known leaves itself out, and not the others.
  const parsed = shape.safeParse(parseJson(data ?? 'null'));
  return parsed.success ? { data: parsed.data } : { failure: notAnEnt() };
}

/** A web service that the token may not call is missing there; the token itself was good. */
function innerFailure(exception: string): CartableError {
  const told = refusal.safeParse({ message: '', ...(parseJson(exception) as object | null) }).data;
  if (told?.errorcode === 'accessexception')
    return new CartableError('moodle/missing-functions', {}, 'after-user');
  return failureOf(told?.errorcode ?? '');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function shaped<T>(json: unknown, shape: z.ZodType<T>): T {
  const parsed = shape.safeParse(json);
  if (!parsed.success) throw notAnEnt();
  return parsed.data;
}
