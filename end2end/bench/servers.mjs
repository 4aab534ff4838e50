// What is measured: the dashboard, and what it is measured by. Each reads the same platform and stands on the same core.

import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

import { Dashboard } from '../dashboard.mjs';
import { freePort } from '../ports.mjs';
import { SERVER_CORE, start } from './processes.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PEERS = join(ROOT, 'end2end/peers');

/** The bare handler; `BENCH_BARE` may name another. */
const BARE = resolve(process.env.BENCH_BARE ?? join(ROOT, 'target/release/examples/bare'));

/** The Python that the SDK is installed in; `BENCH_PYTHON` may name another. */
const PYTHON = resolve(process.env.BENCH_PYTHON ?? join(ROOT, 'target/peer-sdk/bin/python'));

/** A server of a name; `cookieOf` a student's cookie there. */
class Server {
  constructor(name, origin, child, cookieOf) {
    Object.assign(this, { name, origin, child, cookieOf });
  }

  /** An answer that is not compressed. Throws when it is not good, or leads elsewhere. */
  async ask(path, cookie) {
    const headers = { cookie, 'accept-encoding': 'identity' };
    const answer = await fetch(this.origin + path, { headers, redirect: 'manual' });
    if (!answer.ok || answer.headers.has('location')) throw new Error(`${this.name}, ${path}: ${answer.status}`);
    return answer;
  }

  get pid() {
    return this.child.pid;
  }

  stop() {
    this.child.kill('SIGTERM');
  }
}

/** Our dashboard, on SQLite unless the settings name other stores. */
export async function dashboard(platform, settings = {}) {
  const env = { AUTH_SECRET_KEY: '42'.repeat(32), TIMEBACK_TIME_ZONE: 'UTC', ...platform.settings, ...settings };
  const sandboxPort = new URL(platform.origin).port;
  const ours = await Dashboard.start({ port: await freePort(), sandboxPort, before: SERVER_CORE, env });
  const server = new Server('ours', ours.app, ours.child, (email) => ours.signIn(email));
  return Object.assign(server, { startedIn: ours.startedIn, stop: () => ours.stop() });
}

/** A peer takes the student from a cookie and looks nothing up. */
const cookieOf = (email) => `student=${email}`;

/** Next.js in production, as one process. */
export async function next(platform) {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const folder = join(PEERS, 'next');
  const env = { NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production', PLATFORM: platform.origin };
  const words = [process.execPath, 'node_modules/next/dist/bin/next', 'start', '-H', '127.0.0.1', '-p', `${port}`];
  return new Server('Next.js', origin, await start(SERVER_CORE, words, { cwd: folder, env, port }), cookieOf);
}

/** The official Python SDK on FastAPI: one worker of uvicorn, on uvloop. */
export async function sdk(platform) {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const words = [PYTHON, '-m', 'uvicorn', 'server:app', '--host', '127.0.0.1', '--port', `${port}`, '--loop', 'uvloop', '--http', 'httptools'];
  const env = { PLATFORM: platform.origin, TIMEBACK_CONFIG: join(ROOT, 'src/server/config/sandbox.timeback.config.json') };
  const options = { cwd: join(PEERS, 'sdk'), env, port };
  return new Server('SDK on FastAPI', origin, await start(SERVER_CORE, [...words, '--no-access-log', '--log-level', 'error'], options), cookieOf);
}

/** The path at which the bare handler answers. */
export const BARE_PATH = '/auth/v1/user';

/** A handler of axum alone that answers what `answer` says, byte by byte. */
export async function bare(answer, folder) {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  // Both servers say the date and the length themselves.
  const own = ['connection', 'content-length', 'date', 'transfer-encoding'];
  const headers = [...answer.headers].filter(([name]) => !own.includes(name)).map((line) => line.join(': '));
  const file = join(folder, 'answer');
  writeFileSync(file, `${headers.join('\n')}\n\n${await answer.text()}`);
  const child = await start(SERVER_CORE, [BARE, `127.0.0.1:${port}`, file], { port });
  return new Server('bare axum, same bytes', origin, child, () => '');
}
