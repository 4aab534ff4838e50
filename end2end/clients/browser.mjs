// A browser without scripts: it keeps cookies by origin, and follows redirects by itself.

const MOST_REDIRECTS = 12;

export class Browser {
  #jars = new Map();

  /** One request, whose redirect is not followed. */
  async request(url, { headers = {}, ...options } = {}) {
    const { origin } = new URL(url);
    const jar = this.#jars.get(origin) ?? new Map();
    this.#jars.set(origin, jar);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(url, { redirect: 'manual', headers: { ...(cookie && { cookie }), ...headers }, ...options });
    for (const line of answer.headers.getSetCookie()) {
      const [pair] = line.split(';');
      const [name, value] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)];
      if (value === '' || /max-age=0|expires=Thu, 01 Jan 1970/i.test(line)) jar.delete(name);
      else jar.set(name, value);
    }
    const location = answer.headers.get('location');
    return { status: answer.status, url, location: location && new URL(location, url).href, text: await answer.text() };
  }

  /** Follows a link of a page of the same origin, and every redirect after it, until one leads to `end` or there is a page. */
  async open(url, end = () => false, options = { headers: { 'sec-fetch-site': 'same-origin' } }) {
    let answer = await this.request(url, options);
    for (let n = 0; answer.location && !end(answer.location); n++) {
      if (n === MOST_REDIRECTS) throw new Error(`too many redirects, at last to ${answer.location}`);
      answer = await this.request(answer.location);
    }
    return answer;
  }

  /** Sends a form of a page of the same origin. */
  submit(url, fields, end) {
    const headers = { origin: new URL(url).origin };
    return this.open(url, end, { method: 'POST', headers, body: new URLSearchParams(fields) });
  }
}
