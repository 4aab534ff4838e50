// A school morning: students sign in, look, refresh, finish activities, and leave their pages open.
//
//     setup/postgres.sh node end2end/morning.mjs [students] [seconds of signing in] [seconds in all]
//
// plays one against three nodes and prints its figures; with `roll` as a fourth word the nodes are restarted meanwhile.

import { fileURLToPath } from 'node:url';

import { sleep } from './dashboard.mjs';
import { Nodes } from './nodes.mjs';

const COURSES = ['MATH-5', 'READING-5', 'SCIENCE-5'];

/** How long a page may take to show what was finished before it counts as missed. */
const MISSED_MS = 60_000;

/** What was asked, and how it was answered. */
export class Figures {
  #kinds = new Map();
  failures = [];
  /** Each answer: what was asked, when, in how many milliseconds it was there, its status, and whether it was right. */
  answers = [];
  /** Milliseconds from an accepted activity to the open page that shows it. */
  lags = [];
  missed = 0;
  /** The runs of the activities that were accepted. */
  accepted = [];

  /** Sends a request and notes how long its whole answer took. */
  async time(kind, request, isRight = (answer) => answer.status === 200) {
    const began = performance.now();
    let answer;
    let isAnsweredRight = false;
    try {
      answer = await request();
      answer.content = await answer.text();
      isAnsweredRight = isRight(answer);
      if (!isAnsweredRight) this.failures.push(`${kind}: ${answer.status} ${answer.content.slice(0, 200)}`);
    } catch (error) {
      this.failures.push(`${kind}: ${error.cause?.code ?? error.message}`);
    }
    const took = performance.now() - began;
    this.answers.push({ kind, began, took, status: answer?.status ?? 0, isRight: isAnsweredRight });
    const times = this.#kinds.get(kind) ?? [];
    times.push(took);
    this.#kinds.set(kind, times);
    return answer;
  }

  get requests() {
    return [...this.#kinds.values()].reduce((sum, times) => sum + times.length, 0);
  }

  toString() {
    const line = (name, times) => `  ${name}: ${times.length}, p50 ${quantile(times, 0.5)} ms, p99 ${quantile(times, 0.99)} ms`;
    return [
      `${this.requests} requests, ${this.failures.length} failed`,
      ...[...this.#kinds].map(([kind, times]) => line(kind, times)),
      line('finished to shown on the open page', this.lags) + `, longest ${quantile(this.lags, 1)} ms, missed ${this.missed}`,
    ].join('\n');
  }
}

function quantile(times, share) {
  const sorted = [...times].sort((one, other) => one - other);
  return sorted.length === 0 ? '-' : Math.round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]);
}

/** One student with one open page. */
class Student {
  #closing = new AbortController();
  #lastEvent = '0';
  #seen = () => {};

  constructor(index, email, nodes, figures) {
    Object.assign(this, { index, email, nodes, figures, finished: 0 });
  }

  async morning(begins, ends) {
    await sleep(begins);
    if (!(await this.#signIn())) return;
    await this.#get('page', '/profile');
    const page = this.#listen();
    while (Date.now() < ends) {
      await sleep(1000 + Math.random() * 4000);
      const chance = Math.random();
      if (chance < 0.4) await this.#finish();
      else if (chance < 0.6) await this.#refresh();
      else await this.#get('page', '/profile', (answer) => answer.status === 200 && answer.content.includes('XP'));
    }
    this.#closing.abort();
    await page;
  }

  async #signIn() {
    const { app, sandbox } = this.nodes;
    const figures = this.figures;
    const isRedirect = (answer) => answer.status >= 300 && answer.status < 400;
    const cookies = (answer) => (answer?.headers.getSetCookie() ?? []).map((cookie) => cookie.split(';')[0]);
    const begun = await figures.time('sign-in', () => fetch(`${app}/api/timeback/identity/signin`, { redirect: 'manual' }), isRedirect);
    if (!begun?.headers.get('location')) return false;
    const fields = Object.fromEntries(new URL(begun.headers.get('location')).searchParams);
    const body = new URLSearchParams({ ...fields, email: this.email, password: 'sandbox' });
    const entered = await fetch(`${sandbox}/oauth2/authorize`, { method: 'POST', redirect: 'manual', body });
    const headers = { cookie: cookies(begun).join('; ') };
    const back = await figures.time('sign-in', () => fetch(entered.headers.get('location'), { redirect: 'manual', headers }), isRedirect);
    this.cookie = cookies(back).find((cookie) => cookie.includes('session'));
    return this.cookie !== undefined;
  }

  #get(kind, path, isRight) {
    return this.figures.time(kind, () => fetch(this.nodes.app + path, { redirect: 'manual', headers: { cookie: this.cookie } }), isRight);
  }

  #post(kind, path, headers, body, isRight) {
    const own = { cookie: this.cookie, origin: this.nodes.app, 'sec-fetch-site': 'same-origin' };
    return this.figures.time(kind, () => fetch(this.nodes.app + path, { method: 'POST', headers: { ...own, ...headers }, body }), isRight);
  }

  #refresh() {
    return this.#post('refresh', '/api/get_profile', { accept: 'application/json' }, new URLSearchParams({ fresh: 'true' }));
  }

  /** Finishes an activity, and waits until the open page shows it. */
  async #finish() {
    const shown = new Promise((seen) => (this.#seen = seen));
    this.finished += 1;
    const activity = {
      id: 'fractions-1',
      name: 'Fractions',
      course: { code: COURSES[this.index % COURSES.length] },
      runId: runId(this.index, this.finished),
      endedAt: new Date().toISOString(),
      metrics: { xpEarned: 1 },
    };
    const json = { 'content-type': 'application/json' };
    const answer = await this.#post('activity', '/api/timeback/activity/submit', json, JSON.stringify(activity), (it) => it.status === 204);
    if (answer?.status !== 204) return;
    this.figures.accepted.push(activity.runId);
    const began = performance.now();
    const tooLate = new Promise((done) => setTimeout(done, MISSED_MS).unref());
    const isShown = await Promise.race([shown.then(() => true), tooLate]);
    if (isShown) this.figures.lags.push(performance.now() - began);
    else this.figures.missed += 1;
  }

  /** Listens as a browser's EventSource does: it comes back when its connection ends, and says what it has. */
  async #listen() {
    let retry = 3000;
    while (!this.#closing.signal.aborted) {
      try {
        const headers = { cookie: this.cookie, accept: 'text/event-stream', 'last-event-id': this.#lastEvent };
        const answer = await fetch(`${this.nodes.app}/profile/live?since=0`, { headers, signal: this.#closing.signal });
        if (answer.status !== 200) {
          this.figures.failures.push(`live page: ${answer.status}`);
          return;
        }
        let text = '';
        for await (const chunk of answer.body.pipeThrough(new TextDecoderStream())) {
          text += chunk;
          for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
            const event = text.slice(0, end);
            text = text.slice(end + 2);
            retry = Number(/^retry: (\d+)$/m.exec(event)?.[1] ?? retry);
            this.#lastEvent = /^id: (.+)$/m.exec(event)?.[1] ?? this.#lastEvent;
            if (/^data: /m.test(event)) this.#seen();
          }
        }
      } catch {
        // The connection is gone.
      }
      if (!this.#closing.signal.aborted) await sleep(retry);
    }
  }
}

/** The id of a student's run, by which its event is found again. */
export function runId(student, number) {
  return `6f1c1c1e-0000-4000-8${String(student).padStart(3, '0')}-${String(number).padStart(12, '0')}`;
}

/** Plays a morning of so many students, who come within `come` seconds and go after `last`. */
export async function morning(nodes, { students, come, last }) {
  const roster = { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ students }) };
  await fetch(`${nodes.sandbox}/_sandbox/roster`, roster);
  await fetch(`${nodes.sandbox}/_sandbox/requests`, { method: 'DELETE' });
  const figures = new Figures();
  const ends = Date.now() + last * 1000;
  const email = (index) => `student-${String(index + 1).padStart(5, '0')}@example.com`;
  const all = Array.from({ length: students }, (_, index) => new Student(index, email(index), nodes, figures));
  await Promise.all(all.map((student) => student.morning(Math.random() * come * 1000, ends)));
  figures.students = all;
  return figures;
}

/** How often the platform was called, but for signing in. */
export async function upstreamCalls(nodes) {
  const { counts } = await (await fetch(`${nodes.sandbox}/_sandbox/requests`)).json();
  return Object.entries(counts).filter(([route]) => !route.includes('oauth2') && !route.includes('well-known') && !route.includes('_sandbox'));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [students, come, last, roll] = process.argv.slice(2);
  const nodes = await Nodes.start();
  try {
    const playing = morning(nodes, { students: Number(students ?? 200), come: Number(come ?? 20), last: Number(last ?? 60) });
    const codes = roll === 'roll' ? await sleep(Number(come ?? 20) * 1000).then(() => nodes.roll()) : [];
    const figures = await playing;
    console.log(figures.toString());
    for (const failure of new Set(figures.failures)) console.log(`  ${failure}`);
    const calls = (await upstreamCalls(nodes)).reduce((sum, [, count]) => sum + count, 0);
    console.log(`  upstream calls a student: ${(calls / figures.students.length).toFixed(1)}`);
    const { events, duplicates } = await (await fetch(`${nodes.sandbox}/_sandbox/caliper`)).json();
    console.log(`  activities accepted ${figures.accepted.length}, events arrived ${events}, of which twice ${duplicates}; exit codes ${codes}`);
  } finally {
    await nodes.stop();
  }
}
