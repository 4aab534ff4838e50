// Throughput of the built program, page and API, as wrk sees it: the server on one core, the load on the other. Figures
// of one run may be compared with each other, and with nothing else.

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

import { Dashboard } from './dashboard.mjs';

const SECONDS = process.env.BENCH_SECONDS ?? '8';

const dashboard = await Dashboard.start({ port: 3390, sandboxPort: 4490, before: ['taskset', '-c', '0'] });

function load(name, path, cookie) {
  const headers = cookie ? ['-H', `Cookie: ${cookie}`] : [];
  const said = execFileSync('taskset', ['-c', '1', 'wrk', '-t1', '-c32', `-d${SECONDS}s`, '--latency', ...headers, dashboard.app + path], { encoding: 'utf8' });
  const figure = (pattern) => pattern.exec(said)?.[1] ?? '?';
  const [rate, median, p99] = [/Requests\/sec:\s+(\S+)/, /^\s+50%\s+(\S+)/m, /^\s+99%\s+(\S+)/m].map(figure);
  const failed = /Non-2xx[^\n]*/.exec(said)?.[0] ?? '';
  console.log(`${name.padEnd(34)} ${rate.padStart(10)} requests/s   p50 ${median}   p99 ${p99}   ${failed}`);
}

const memory = () => /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${dashboard.child.pid}/status`, 'utf8'))?.[1];

try {
  console.log(`start to first answer ${dashboard.startedIn.toFixed(0)} ms`);
  const cookie = await dashboard.signIn('student@example.com');
  await fetch(`${dashboard.app}/profile`, { headers: { cookie } }).then((answer) => answer.text());
  load('GET /healthz', '/healthz');
  load('GET / (signed out)', '/');
  load('GET /profile (warm)', '/profile', cookie);
  load('GET /api/timeback/user/me (warm)', '/api/timeback/user/me', cookie);
  console.log(`most memory held ${(Number(memory()) / 1024).toFixed(0)} MiB`);
} finally {
  dashboard.stop();
}
