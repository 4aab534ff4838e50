// A dashboard of the release build with its sandbox, in a folder of its own, for what measures it from outside.

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { BINARY, SITE } from './build.mjs';

export const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

const cookieOf = (answer) => answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);

/** Signs in as a browser does, with these headers of a proxy, and answers with the session's cookie. */
export async function signIn({ app, sandbox }, email, proxied = {}) {
  const begun = await fetch(`${app}/api/timeback/identity/signin`, { redirect: 'manual', headers: proxied });
  const fields = Object.fromEntries(new URL(begun.headers.get('location')).searchParams);
  const entered = await fetch(`${sandbox}/oauth2/authorize`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ ...fields, email, password: 'sandbox' }),
  });
  const cookie = cookieOf(begun).join('; ');
  const back = await fetch(entered.headers.get('location'), { redirect: 'manual', headers: { ...proxied, cookie } });
  return cookieOf(back).find((cookie) => cookie.includes('session'));
}

export class Dashboard {
  /** Starts one on these ports; `before` is a command to start it with, such as `['taskset', '-c', '0']`. */
  static async start({ port, sandboxPort, before = [], env = {} }) {
    const folder = mkdtempSync(join(tmpdir(), 'timeback-dashboard-'));
    const [app, sandbox] = [`http://127.0.0.1:${port}`, `http://127.0.0.1:${sandboxPort}`];
    const [command, ...args] = [...before, BINARY];
    const began = performance.now();
    const child = spawn(command, args, {
      cwd: folder,
      stdio: 'ignore',
      env: {
        ...process.env,
        DATABASE_URL: `sqlite:${join(folder, 'dashboard.db')}`,
        LEPTOS_SITE_ADDR: new URL(app).host,
        LEPTOS_SITE_ROOT: SITE,
        PROFILE_RATE_LIMIT: '1000000',
        RUST_LOG: 'warn',
        SANDBOX_ADDR: new URL(sandbox).host,
        TIMEBACK_ENV: 'sandbox',
        ...env,
      },
    });
    const dashboard = new Dashboard(app, sandbox, child, folder);
    await dashboard.#answers();
    dashboard.startedIn = performance.now() - began;
    return dashboard;
  }

  constructor(app, sandbox, child, folder) {
    Object.assign(this, { app, sandbox, child, folder });
  }

  async #answers() {
    for (let attempt = 0; attempt < 10_000; attempt += 1) {
      const answer = await fetch(`${this.app}/healthz`).catch(() => undefined);
      if (answer?.ok) return;
      await sleep(1);
    }
    throw new Error('The dashboard did not start.');
  }

  /** Signs in as a browser does, and answers with the session's cookie. */
  signIn(email) {
    return signIn(this, email);
  }

  stop() {
    this.child.kill('SIGTERM');
    rmSync(this.folder, { recursive: true, force: true });
  }
}
