// A dashboard of several nodes: PostgreSQL, Valkey (or Redis), and HAProxy in front, which sends each request to the next node.
//
//     setup/postgres.sh node end2end/nodes.mjs [nodes]
//
// serves one at the address it prints, until it is interrupted. `make nodes` does the same.

import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { BINARY, SITE } from './build.mjs';
import { sleep } from './dashboard.mjs';
import { freePort } from './ports.mjs';
import { newSchema } from './postgres.mjs';

const PATIENCE_MS = 30_000;

/** Debian keeps some servers in a folder that is not in everybody's PATH. */
const PATH = `${process.env.PATH}:/usr/sbin`;

/** Valkey where there is one, else Redis. */
export const VALKEY = ['valkey-server', 'redis-server'].find((name) => {
  try {
    execFileSync('which', [name], { env: { PATH } });
    return true;
  } catch {
    return false;
  }
});

/**
 * The balancer's settings: round robin, no stickiness. A node that is not ready gets nothing more within half a second; when none
 * is, as without their database, all are asked, and say so themselves.
 */
const balancer = (port, nodes) => `
global
  maxconn 4000
defaults
  mode http
  timeout connect 2s
  timeout client 90s
  timeout server 90s
  retries 3
  option redispatch 1
  option forwardfor
frontend school
  bind 127.0.0.1:${port}
  use_backend unready if { nbsrv(nodes) eq 0 }
  default_backend nodes
backend unready
  balance roundrobin
${servers(nodes)}
backend nodes
  balance roundrobin
  option httpchk GET /readyz
  http-check expect status 200
  default-server check inter 500ms fall 1 rise 1
${servers(nodes)}
`;

const servers = (nodes) => nodes.map((node, index) => `  server node${index} 127.0.0.1:${node.port}`).join('\n');

export class Nodes {
  /** Starts so many nodes on the database that the settings name, else on a new schema of PostgreSQL. */
  static async start(count = 3, settings = {}) {
    const nodes = new Nodes();
    try {
      await nodes.#start(count, settings);
    } catch (error) {
      await nodes.stop();
      throw error;
    }
    return nodes;
  }

  #folder = mkdtempSync(join(tmpdir(), 'timeback-nodes-'));
  #children = [];
  #settings = {};
  #valkey;
  #valkeyPort;

  async #start(count, settings) {
    const [port, sandboxPort] = [await freePort(), await freePort()];
    this.#valkeyPort = await freePort();
    this.app = `http://127.0.0.1:${port}`;
    this.sandbox = `http://127.0.0.1:${sandboxPort}`;
    this.startValkey();
    this.#launch(BINARY, ['sandbox'], { SANDBOX_ADDR: new URL(this.sandbox).host });
    await answers(`${this.sandbox}/_sandbox/people`);
    this.#settings = {
      AUTH_SECRET_KEY: '42'.repeat(32),
      DATABASE_URL: settings.DATABASE_URL ?? newSchema(),
      LEPTOS_SITE_ROOT: SITE,
      PROFILE_RATE_LIMIT: '1000000',
      PUBLIC_URL: this.app,
      RUST_LOG: 'warn,timeback_dashboard::nodes=debug,timeback_dashboard::valkey=info',
      TIMEBACK_BASE_URL: this.sandbox,
      TIMEBACK_CALIPER_URL: this.sandbox,
      TIMEBACK_ENV: 'sandbox',
      TIMEBACK_SSO_ISSUER: this.sandbox,
      TIMEBACK_TOKEN_URL: `${this.sandbox}/oauth2/token`,
      TRUSTED_PROXIES: '127.0.0.1',
      VALKEY_URL: `redis://127.0.0.1:${this.#valkeyPort}`,
      ...settings,
    };
    this.nodes = [];
    for (let index = 0; index < count; index += 1) this.nodes.push({ port: await freePort() });
    await Promise.all(this.nodes.map((node) => this.run(node)));
    writeFileSync(join(this.#folder, 'haproxy.cfg'), balancer(port, this.nodes));
    this.#launch('haproxy', ['-db', '-f', join(this.#folder, 'haproxy.cfg')], {});
    await answers(`${this.app}/readyz`);
  }

  /** Starts Valkey, empty. */
  startValkey() {
    const words = ['--bind', '127.0.0.1', '--port', `${this.#valkeyPort}`, '--save', '', '--appendonly', 'no'];
    this.#valkey = this.#launch(VALKEY, words, {});
  }

  /** Kills Valkey. */
  killValkey() {
    this.#valkey.kill('SIGKILL');
  }

  /** Starts a node, and waits until it is ready. */
  async run(node) {
    const settings = { ...this.#settings, LEPTOS_SITE_ADDR: `127.0.0.1:${node.port}` };
    node.process = this.#launch(BINARY, [], settings, `node-${node.port}.log`);
    await answers(`http://127.0.0.1:${node.port}/readyz`);
  }

  /** Asks a node to stop; its exit code. */
  async halt(node) {
    const ended = new Promise((done) => node.process.once('exit', done));
    node.process.kill('SIGTERM');
    return ended;
  }

  /** Kills a node without a last word. */
  async kill(node) {
    const ended = new Promise((done) => node.process.once('exit', done));
    node.process.kill('SIGKILL');
    await ended;
  }

  /** Restarts the nodes one after the other; their exit codes. */
  async roll() {
    const codes = [];
    for (const node of this.nodes) {
      codes.push(await this.halt(node));
      await this.run(node);
      // The balancer sees that it is back.
      await sleep(1500);
    }
    return codes;
  }

  /** The node that delivers events: the last one that said it has the lease. */
  delivering() {
    const since = ({ port }) => {
      const lines = readFileSync(join(this.#folder, `node-${port}.log`), 'utf8').split('\n');
      const line = lines.findLast((line) => line.includes('this node has a lease'));
      return line ? Date.parse(JSON.parse(line).timestamp) : 0;
    };
    return this.nodes.toSorted((one, other) => since(other) - since(one))[0];
  }

  /** Waits until every node has logged this. */
  async haveSaid(text) {
    const isSaid = ({ port }) => readFileSync(join(this.#folder, `node-${port}.log`), 'utf8').includes(text);
    const until = Date.now() + PATIENCE_MS;
    while (!this.nodes.every(isSaid)) {
      if (Date.now() > until) throw new Error(`Not every node says "${text}".`);
      await sleep(50);
    }
  }

  async stop() {
    const running = this.#children.filter((child) => child.exitCode === null && child.signalCode === null);
    const ended = running.map((child) => new Promise((done) => child.once('exit', done)));
    for (const child of running) {
      child.kill('SIGCONT');
      child.kill('SIGINT');
    }
    await Promise.race([Promise.all(ended), sleep(10_000)]);
    for (const child of running) child.kill('SIGKILL');
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #launch(command, args, settings, name = 'log') {
    const log = openSync(join(this.#folder, name), 'a');
    const child = spawn(command, args, { cwd: this.#folder, stdio: ['ignore', log, log], env: { ...process.env, PATH, ...settings } });
    this.#children.push(child);
    return child;
  }
}

/** Waits until something answers with 200. */
async function answers(url) {
  const began = Date.now();
  for (;;) {
    const answer = await fetch(url).catch(() => undefined);
    await answer?.arrayBuffer();
    if (answer?.ok) return;
    if (Date.now() - began > PATIENCE_MS) throw new Error(`Nothing answers at ${url}.`);
    await sleep(20);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const nodes = await Nodes.start(Number(process.argv[2] ?? 3));
  const ports = nodes.nodes.map(({ port }) => port).join(', ');
  console.log(`${nodes.nodes.length} nodes (${ports}) behind HAProxy: ${nodes.app}\nSign in as student@example.com with the password sandbox. Ctrl-C stops all.`);
  await new Promise((done) => process.once('SIGINT', done).once('SIGTERM', done));
  await nodes.stop();
}
