import type { FakeMoodle } from './fake-moodle.ts';

/** A parameter of a web service function, before it is flattened. */
export type Param = string | number | boolean | readonly Param[] | { readonly [key: string]: Param };

/** Flattens as PHP reads forms: `{a: [{b: 1}]}` is `a[0][b]=1`; true is 1. */
export function flatten(params: { readonly [key: string]: Param }): URLSearchParams {
  const form = new URLSearchParams();
  const put = (name: string, param: Param): void => {
    if (typeof param !== 'object')
      form.append(name, param === true ? '1' : param === false ? '0' : String(param));
    else for (const [key, inner] of Object.entries(param)) put(`${name}[${key}]`, inner);
  };
  for (const [name, param] of Object.entries(params)) put(name, param);
  return form;
}

/** A plain client: it promises nothing, so that what is seen is the server's doing. */
export class MoodleClient {
  readonly fake: FakeMoodle;
  token = '';

  constructor(fake: FakeMoodle) {
    this.fake = fake;
  }

  async signIn(password = this.fake.password): Promise<unknown> {
    const form = new URLSearchParams({ username: this.fake.login, password, service: 'moodle_mobile_app' });
    const reply = await this.post('/login/token.php', form);
    const json = (await reply.json()) as { token?: string };
    this.token = json.token ?? this.token;
    return json;
  }

  async call(wsfunction: string, params: { readonly [key: string]: Param } = {}): Promise<unknown> {
    return (await this.send(wsfunction, params)).json();
  }

  send(wsfunction: string, params: { readonly [key: string]: Param } = {}): Promise<Response> {
    return this.post(
      '/webservice/rest/server.php',
      flatten({ wstoken: this.token, wsfunction, moodlewsrestformat: 'json', ...params }),
    );
  }

  post(path: string, body: URLSearchParams | FormData): Promise<Response> {
    return fetch(this.fake.url + path, { method: 'POST', body, redirect: 'manual' });
  }

  /** Sends files to a draft area; 0: a new one. */
  async upload(files: readonly { name: string; bytes: Buffer }[], itemid = 0): Promise<unknown> {
    const form = new FormData();
    form.append('token', this.token);
    form.append('itemid', String(itemid));
    for (const [index, { name, bytes }] of files.entries()) {
      form.append(`file_${index + 1}`, new Blob([Uint8Array.from(bytes)]), name);
    }
    return (await this.post('/webservice/upload.php', form)).json();
  }
}

/** What a grading form sends of one student; other fields as wanted. */
export function gradeParams(userid: number, grade: number | string, fields: { [key: string]: Param } = {}) {
  return { userid, grade, attemptnumber: -1, addattempt: false, workflowstate: '', ...fields };
}

export const comment = (text: string, format = 1) => ({
  assignfeedbackcomments_editor: { text, format },
});
