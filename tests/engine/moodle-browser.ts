/** Where a browser ends that a Moodle sends on: on a page, or at an address of another scheme. */
export interface BrowserEnd {
  readonly status: number;
  readonly address: string;
  readonly page: string;
  /** Of the page's link that opens the application; null where there is none. */
  readonly link: string | null;
}

/** A teacher's browser at a Moodle: keeps cookies, follows redirections, and fills a form in. */
export class MoodleBrowser {
  readonly #cookies = new Map<string, string>();

  /** Opens a page, and signs in where a form asks for it. */
  async open(
    address: string,
    who: { readonly login: string; readonly password: string },
  ): Promise<BrowserEnd> {
    const first = await this.#go(address, null);
    if (!first.page.includes('name="password"')) return first;
    return this.#go(first.address, new URLSearchParams({ username: who.login, password: who.password }));
  }

  async #go(start: string, body: URLSearchParams | null): Promise<BrowserEnd> {
    let [address, form] = [start, body];
    for (let hop = 0; hop < 10; hop += 1) {
      if (!/^https?:/.test(address)) return { status: 0, address, page: '', link: address };
      const reply = await fetch(address, {
        headers: { cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
        redirect: 'manual',
        ...(form === null ? {} : { method: 'POST', body: form }),
      });
      for (const cookie of reply.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
        this.#cookies.set(name, value);
      }
      const location = reply.headers.get('location');
      if (location === null) {
        const page = await reply.text();
        const link = /<a href="([^"]+)" id="launchapp"/.exec(page)?.[1] ?? null;
        return { status: reply.status, address, page, link };
      }
      [address, form] = [/^\w+:\/\/token=/.test(location) ? location : new URL(location, address).href, null];
    }
    throw new Error('redirected in circles');
  }
}
