// Throughput of the built program, page and API, as wrk sees it: the server on one core, the load on the other. Figures
// of one run may be compared with each other, and with nothing else.

import { execFileSync, spawn } from 'node:child_process';
import { readFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const APP = 'http://127.0.0.1:3390';
const SANDBOX = 'http://127.0.0.1:4490';
const SECONDS = process.env.BENCH_SECONDS ?? '8';

const folder = mkdtempSync(join(tmpdir(), 'timeback-bench-'));
const server = spawn('taskset', ['-c', '0', resolve('target/release/timeback-dashboard')], {
  cwd: folder,
  stdio: 'ignore',
  env: {
    ...process.env,
    DATABASE_URL: `sqlite:${join(folder, 'bench.db')}`,
    LEPTOS_SITE_ADDR: new URL(APP).host,
    LEPTOS_SITE_ROOT: resolve('target/site'),
    RUST_LOG: 'warn',
    SANDBOX_ADDR: new URL(SANDBOX).host,
    TIMEBACK_ENV: 'sandbox',
  },
});

const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

async function firstAnswer() {
  const started = performance.now();
  while (performance.now() - started < 10_000) {
    try {
      if ((await fetch(`${APP}/healthz`)).ok) return performance.now() - started;
    } catch {
      await sleep(1);
    }
  }
  throw new Error('The dashboard did not start.');
}

const cookieOf = (answer) => answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);

/** Signs in as a browser does, and answers with the session's cookie. */
async function signIn(email) {
  const begun = await fetch(`${APP}/api/timeback/identity/signin`, { redirect: 'manual' });
  const form = Object.fromEntries(new URL(begun.headers.get('location')).searchParams);
  const entered = await fetch(`${SANDBOX}/oauth2/authorize`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ ...form, email, password: 'sandbox' }),
  });
  const back = await fetch(entered.headers.get('location'), { redirect: 'manual', headers: { cookie: cookieOf(begun).join('; ') } });
  return cookieOf(back).find((cookie) => cookie.includes('session'));
}

function load(name, path, cookie) {
  const headers = cookie ? ['-H', `Cookie: ${cookie}`] : [];
  const said = execFileSync('taskset', ['-c', '1', 'wrk', '-t1', '-c32', `-d${SECONDS}s`, '--latency', ...headers, APP + path], { encoding: 'utf8' });
  const figure = (pattern) => pattern.exec(said)?.[1] ?? '?';
  const [rate, median, p99] = [/Requests\/sec:\s+(\S+)/, /^\s+50%\s+(\S+)/m, /^\s+99%\s+(\S+)/m].map(figure);
  const failed = /Non-2xx[^\n]*/.exec(said)?.[0] ?? '';
  console.log(`${name.padEnd(34)} ${rate.padStart(10)} requests/s   p50 ${median}   p99 ${p99}   ${failed}`);
}

const memory = () => /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))?.[1];

try {
  console.log(`start to first answer ${(await firstAnswer()).toFixed(0)} ms`);
  const cookie = await signIn('student@example.com');
  await fetch(`${APP}/profile`, { headers: { cookie } }).then((answer) => answer.text());
  load('GET /healthz', '/healthz');
  load('GET / (signed out)', '/');
  load('GET /profile (warm)', '/profile', cookie);
  load('GET /api/timeback/user/me (warm)', '/api/timeback/user/me', cookie);
  console.log(`most memory held ${(Number(memory()) / 1024).toFixed(0)} MiB`);
} finally {
  server.kill('SIGTERM');
  rmSync(folder, { recursive: true, force: true });
}
