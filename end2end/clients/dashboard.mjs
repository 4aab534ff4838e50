// A dashboard of its own, over a database of its own, for a program that calls its API.

import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { BINARY } from '../build.mjs';
import { freePort } from '../ports.mjs';
import { newSchema } from '../postgres.mjs';

const PATIENCE_MS = 20_000;

/**
 * Starts a dashboard with these settings. Answers where its API of accounts is, what was last mailed to an address, a
 * token to administer accounts with, how to run another command of it, and how to stop it.
 */
export async function startDashboard(settings) {
  const folder = mkdtempSync(join(tmpdir(), 'timeback-client-'));
  mkdirSync(join(folder, 'site/pkg'), { recursive: true });
  const [port, sandbox] = [await freePort(), await freePort()];
  const log = openSync(join(folder, 'log'), 'w');
  const env = {
    ...process.env,
    DATABASE_URL: `sqlite:${join(folder, 'accounts.db')}`,
    LEPTOS_SITE_ADDR: `127.0.0.1:${port}`,
    LEPTOS_SITE_ROOT: join(folder, 'site'),
    SANDBOX_ADDR: `127.0.0.1:${sandbox}`,
    TIMEBACK_ENV: 'sandbox',
    ...settings,
  };
  if (env.DATABASE_URL.startsWith('postgres')) env.DATABASE_URL = newSchema(env.DATABASE_URL);
  const server = spawn(BINARY, { cwd: folder, stdio: ['ignore', log, log], env });
  const stopped = new Promise((done) => server.once('exit', done));
  const stop = async () => {
    server.kill('SIGTERM');
    await stopped;
    rmSync(folder, { recursive: true, force: true });
  };
  const origin = `http://127.0.0.1:${port}`;
  const started = Date.now();
  while (!(await isReady(origin))) {
    if (server.exitCode !== null || Date.now() - started > PATIENCE_MS) {
      const said = readFileSync(join(folder, 'log'), 'utf8');
      await stop();
      throw new Error(`The dashboard did not start: ${said}`);
    }
    await new Promise((done) => setTimeout(done, 50));
  }
  const mailTo = async (address) => {
    const answer = await fetch(`${origin}/_mailbox`, { headers: { accept: 'application/json' } });
    return (await answer.json()).find(({ to }) => to === address)?.text;
  };
  const run = (...command) => execFileSync(BINARY, command, { cwd: folder, env, encoding: 'utf8' }).trim();
  const adminToken = () => run('token', '--role', 'service_role');
  return { url: `${origin}/auth/v1`, mailTo, adminToken, run, stop };
}

async function isReady(origin) {
  try {
    return (await fetch(`${origin}/readyz`)).ok;
  } catch {
    return false;
  }
}
