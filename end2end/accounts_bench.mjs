// Figures of accounts: whether the time of an answer tells who has one, what two hundred sign-ins at once do to everybody
// else, and how a read of a profile compares with a handler that does nothing. Figures of one run may be compared with
// each other, and with nothing else.

import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const HOST = '127.0.0.1:3391';
const BARE = '127.0.0.1:3392';
const AUTH = `http://${HOST}/auth/v1`;
const SANDBOX = 'http://127.0.0.1:4491';
const PROGRAMS = process.env.BENCH_PROGRAMS ?? 'target/release';
const SECONDS = process.env.BENCH_SECONDS ?? '8';
const TRIES = Number(process.env.BENCH_TRIES ?? '500');
const PASSWORD = 'correct horse battery';
const run = promisify(execFile);

const folder = mkdtempSync(join(tmpdir(), 'timeback-accounts-bench-'));
const children = [];
const start = (program, words, env = {}) => {
  const child = spawn('taskset', ['-c', '0', resolve(PROGRAMS, program), ...words], { cwd: folder, stdio: 'ignore', env: { ...process.env, ...env } });
  children.push(child);
};
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

async function until(url) {
  for (let tries = 0; tries < 1000; tries += 1) {
    if (await fetch(url).then((answer) => answer.ok, () => false)) return;
    await sleep(10);
  }
  throw new Error(`${url} does not answer.`);
}

// Everybody sits at an address of their own, which our proxy, this program, tells.
let seats = 0;
const seat = () => `10.${(seats += 1) >> 16}.${(seats >> 8) & 255}.${seats & 255}`;
const post = (path, body) =>
  fetch(AUTH + path, { method: 'POST', headers: { 'content-type': 'application/json', 'x-forwarded-for': seat() }, body: JSON.stringify(body) });
const signIn = (email, password) => post('/token?grant_type=password', { email, password });

const form = (path, fields) =>
  fetch(`http://${HOST}${path}`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: `http://${HOST}`, 'sec-fetch-site': 'same-origin', 'x-forwarded-for': seat() },
    body: new URLSearchParams(fields),
  });

// What anybody may ask with an address, and the status of its answer.
const QUESTIONS = [
  ['a wrong password', 400, (email) => signIn(email, 'not the password')],
  ['/verify with a wrong code', 403, (email) => post('/verify', { type: 'email', email, token: '00000000' })],
  ['/otp', 200, (email) => post('/otp', { email, create_user: false })],
  ['/recover', 200, (email) => post('/recover', { email })],
  ['/resend', 200, (email) => post('/resend', { type: 'signup', email })],
  ["the form's mailed code", 303, (email) => form('/sign-in/code', { email })],
  ['/otp, which makes accounts', 200, (email) => post('/otp', { email })],
];

async function timed([name, status, ask], email) {
  const started = performance.now();
  const answer = await ask(email);
  await answer.arrayBuffer();
  if (answer.status !== status) throw new Error(`${name} is answered ${answer.status}.`);
  return performance.now() - started;
}

const median = (times) => times.toSorted((a, b) => a - b)[times.length >> 1];

async function silence() {
  for (const question of QUESTIONS) {
    const times = { known: [], unknown: [] };
    for (let n = 0; n < TRIES; n += 1) {
      const order = n % 2 ? ['known', 'unknown'] : ['unknown', 'known'];
      // Each address once, so that no limit is met.
      for (const who of order) times[who].push(await timed(question, `${who === 'known' ? 'student' : 'nobody1'}.${n}@example.com`));
    }
    const [known, unknown] = [median(times.known), median(times.unknown)];
    const apart = (100 * Math.abs(known - unknown)) / known;
    console.log(`${question[0]}, ${TRIES} times: known ${known.toFixed(2)} ms, unknown ${unknown.toFixed(2)} ms, ${apart.toFixed(1)} % apart (at most 5)`);
  }
}

const cookieOf = (answer) => answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);

async function student() {
  const begun = await fetch(`http://${HOST}/api/timeback/identity/signin`, { redirect: 'manual' });
  const form = Object.fromEntries(new URL(begun.headers.get('location')).searchParams);
  const body = new URLSearchParams({ ...form, email: 'student@example.com', password: 'sandbox' });
  const entered = await fetch(`${SANDBOX}/oauth2/authorize`, { method: 'POST', redirect: 'manual', body });
  const back = await fetch(entered.headers.get('location'), { redirect: 'manual', headers: { cookie: cookieOf(begun).join('; ') } });
  return cookieOf(back).find((cookie) => cookie.includes('session'));
}

const wrk = (url, header, seconds, connections) =>
  run('taskset', ['-c', '1', 'wrk', '-t1', `-c${connections}`, `-d${seconds}s`, '--latency', '-H', header, url]).then(({ stdout }) => stdout);

function milliseconds(said) {
  const [, number, unit] = /^\s+99%\s+([\d.]+)(us|ms|s)/m.exec(said);
  return Number(number) * { us: 0.001, ms: 1, s: 1000 }[unit];
}

async function calm() {
  const cookie = `Cookie: ${await student()}`;
  const page = `http://${HOST}/profile`;
  await fetch(page, { headers: { cookie: cookie.slice(8) } }).then((answer) => answer.text());
  const quiet = milliseconds(await wrk(page, cookie, SECONDS, 4));
  const loud = wrk(page, cookie, SECONDS, 4);
  const statuses = await Promise.all(
    Array.from({ length: 200 }, async (_, n) => {
      const answer = await signIn(`student.${n}@example.com`, PASSWORD);
      await answer.arrayBuffer();
      return answer.status;
    }),
  );
  const signedIn = statuses.filter((status) => status === 200).length;
  const p99 = milliseconds(await loud);
  console.log(`/profile, p99: quiet ${quiet.toFixed(1)} ms, beside 200 sign-ins at once (${signedIn} of them good) ${p99.toFixed(1)} ms, ${(p99 / quiet).toFixed(1)} times (at most 3)`);
}

async function throughput() {
  const session = await signIn('student.0@example.com', PASSWORD).then((answer) => answer.json());
  const header = `Authorization: Bearer ${session.access_token}`;
  const answer = await fetch(`${AUTH}/user`, { headers: { authorization: header.slice(15) } });
  // Both servers say the date and the length themselves.
  const headers = [...answer.headers].filter(([name]) => !['content-length', 'date'].includes(name)).map((line) => line.join(': '));
  writeFileSync(join(folder, 'answer'), `${headers.join('\n')}\n\n${await answer.text()}`);
  start('examples/bare', [BARE, join(folder, 'answer')]);
  await until(`http://${BARE}/auth/v1/user`);
  const rate = async (url) => {
    const said = await wrk(url, header, SECONDS, 32);
    if (/Non-2xx/.test(said)) throw new Error(said);
    return Number(/Requests\/sec:\s+(\S+)/.exec(said)[1]);
  };
  const [bare, ours] = [await rate(`http://${BARE}/auth/v1/user`), await rate(`${AUTH}/user`)];
  console.log(`GET /auth/v1/user: ${ours.toFixed(0)} requests/s, a bare handler with the same bytes ${bare.toFixed(0)}, ${(ours / bare).toFixed(2)} of it (at least 0.5)`);
}

try {
  start('timeback-dashboard', [], {
    AUTH_AUTOCONFIRM: 'true',
    DATABASE_URL: `sqlite:${join(folder, 'bench.db')}`,
    LEPTOS_SITE_ADDR: HOST,
    LEPTOS_SITE_ROOT: resolve('target/site'),
    PROFILE_RATE_LIMIT: '1000000',
    RUST_LOG: 'warn',
    SANDBOX_ADDR: new URL(SANDBOX).host,
    TIMEBACK_ENV: 'sandbox',
    TRUSTED_PROXIES: '127.0.0.1',
  });
  await until(`http://${HOST}/healthz`);
  for (let n = 0; n < Math.max(TRIES, 200); n += 1) {
    const answer = await post('/signup', { email: `student.${n}@example.com`, password: PASSWORD });
    if (!answer.ok) throw new Error(`A sign-up is answered ${answer.status}.`);
  }
  await silence();
  await calm();
  await throughput();
} finally {
  children.forEach((child) => child.kill('SIGTERM'));
  rmSync(folder, { recursive: true, force: true });
}
