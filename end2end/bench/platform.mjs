// The sandbox as a process of its own: the upstream of every server that is measured.

import { BINARY } from '../build.mjs';
import { freePort } from '../ports.mjs';
import { LOAD_CORE, start } from './processes.mjs';

/** Bytes of the activity of a cold student. */
const FACTS_BYTES = 166_000;

const ROUTES = {
  token: '/oauth2/token',
  users: '/ims/oneroster/rostering/v1p2/users',
  enrollments: '/edubridge/enrollments/user/{id}',
  activity: '/edubridge/analytics/activity',
};

export class Platform {
  static async start() {
    const port = await freePort();
    const origin = `http://127.0.0.1:${port}`;
    const env = { RUST_LOG: 'warn', SANDBOX_ADDR: `127.0.0.1:${port}` };
    const child = await start(LOAD_CORE, [BINARY, 'sandbox'], { env, port });
    return Object.assign(new Platform(), { origin, child });
  }

  /** Settings of a dashboard that reads this platform. */
  get settings() {
    return {
      TIMEBACK_BASE_URL: this.origin,
      TIMEBACK_CALIPER_URL: this.origin,
      TIMEBACK_SSO_ISSUER: this.origin,
      TIMEBACK_TOKEN_URL: `${this.origin}/oauth2/token`,
    };
  }

  /** Generates so many students; they sign in as `student-00001@example.com` and so on. */
  async generateStudents(students) {
    await this.#put('/_sandbox/roster', { students });
    return Array.from({ length: students }, (_, index) => `student-${String(index + 1).padStart(5, '0')}@example.com`);
  }

  /** Each call but the token's takes so long, and each student has three courses and a long history. */
  async slowDown(delayMs) {
    const token = await this.#token();
    const get = (path) => fetch(this.origin + path, { headers: { authorization: `Bearer ${token}` } }).then((answer) => answer.text());
    const day = new Date().toISOString().slice(0, 10);
    const period = `startDate=2000-01-01T00:00:00.000Z&endDate=${day}T23:59:59.999Z`;
    const history = JSON.parse(await get(`/edubridge/analytics/activity?studentId=chidi-okafor&${period}`));
    const bodies = {
      enrollments: await get('/edubridge/enrollments/user/maya-okafor'),
      activity: JSON.stringify(latest(history)),
    };
    const { users, enrollments, activity } = ROUTES;
    await this.#put('/_sandbox/faults', [
      { route: users, delayMs },
      { route: enrollments, delayMs, body: bodies.enrollments },
      { route: activity, delayMs, body: bodies.activity },
    ]);
  }

  /** The platform answers at once, with tokens that expire within a second. */
  async expireTokens() {
    const body = JSON.stringify({ access_token: await this.#token(), expires_in: 1, token_type: 'Bearer' });
    await this.#put('/_sandbox/faults', [{ route: ROUTES.token, body }]);
  }

  /** The platform answers at once, with what it has. */
  speedUp() {
    return this.#put('/_sandbox/faults', []);
  }

  /** Calls since the last time, without those of people who sign in. */
  async takeCalls() {
    const { counts } = await (await fetch(`${this.origin}/_sandbox/requests`, { method: 'DELETE' })).json();
    const isSignIn = (route) => /authorize|userInfo|well-known|jwks/.test(route);
    return Object.entries(counts).reduce((sum, [route, count]) => sum + (isSignIn(route) ? 0 : count), 0);
  }

  stop() {
    this.child.kill('SIGTERM');
  }

  async #token() {
    const headers = { authorization: `Basic ${btoa('sandbox:sandbox-secret')}` };
    const body = new URLSearchParams({ grant_type: 'client_credentials' });
    const answer = await fetch(`${this.origin}/oauth2/token`, { method: 'POST', headers, body });
    return (await answer.json()).access_token;
  }

  async #put(path, json) {
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(this.origin + path, { method: 'PUT', headers, body: JSON.stringify(json) });
    if (!answer.ok) throw new Error(`PUT ${path} is answered ${answer.status}.`);
  }
}

/** The last days of a history, as many as `FACTS_BYTES` hold. */
function latest(history) {
  const dates = Object.keys(history.facts).sort();
  const only = (facts, days) => Object.fromEntries(days.map((day) => [day, facts[day]]));
  const cut = (days) => ({ ...history, facts: only(history.facts, days), factsByApp: only(history.factsByApp, days) });
  let count = dates.length;
  while (JSON.stringify(cut(dates.slice(-count))).length > FACTS_BYTES) count -= 5;
  return cut(dates.slice(-count));
}
