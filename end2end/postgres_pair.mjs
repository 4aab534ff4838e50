// Two PostgreSQL servers of their own, a primary and a replica that has every commit, for what restarts, freezes and replaces them.

import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { freePort } from './ports.mjs';

const run = promisify(execFile);

/** The folder of the server's programs, which Debian keeps out of PATH, one for each version. */
const PROGRAMS = readdirSync('/usr/lib/postgresql').map((version) => `/usr/lib/postgresql/${version}/bin`).sort().at(-1);

/** PostgreSQL refuses to run as root. */
const OWNER = process.getuid() === 0 ? ['runuser', '-u', 'postgres', '--'] : [];

/**
 * What the servers hold may be lost at any moment, so they wait for no disk. A replica whose primary restarts is back at once: commits
 * wait for it.
 */
const OPTIONS =
  '-c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=200 -c fsync=off -c full_page_writes=off -c wal_retrieve_retry_interval=100ms';

class Server {
  constructor(folder, name, port) {
    Object.assign(this, { data: join(folder, name), log: join(folder, `${name}.log`), port });
    this.url = `postgres://tests@127.0.0.1:${port}/postgres`;
  }

  start() {
    return this.#control('start', '-l', this.log, '-o', `${OPTIONS} -p ${this.port}`);
  }

  /** Stops it as `pg_ctl` does in this mode: `immediate` is a crash. */
  stop(mode = 'immediate') {
    return this.#control('stop', '-m', mode);
  }

  restart() {
    return this.#control('restart', '-m', 'fast', '-l', this.log, '-o', `${OPTIONS} -p ${this.port}`);
  }

  /** Makes the replica the primary. */
  promote() {
    return this.#control('promote');
  }

  /** Makes all writes fail, or succeed again. */
  async setReadOnly(isReadOnly) {
    await this.query(`ALTER SYSTEM SET default_transaction_read_only = ${isReadOnly}`, 'SELECT pg_reload_conf()');
  }

  /** Stops all of its processes where they are: its sockets stay open, and nothing answers. */
  freeze() {
    this.#signal('STOP');
  }

  thaw() {
    this.#signal('CONT');
  }

  async query(...statements) {
    const commands = statements.flatMap((statement) => ['-c', statement]);
    const { stdout } = await run(join(PROGRAMS, 'psql'), ['-q', '-t', '-A', this.url, ...commands]);
    return stdout.trim();
  }

  /** Runs one of PostgreSQL's programs. */
  async program(name, ...words) {
    const [command, ...rest] = [...OWNER, join(PROGRAMS, name), ...words];
    await run(command, rest, { cwd: '/' });
  }

  #control(verb, ...words) {
    return this.program('pg_ctl', '-D', this.data, ...words, '-w', verb);
  }

  #signal(name) {
    const [main] = readFileSync(join(this.data, 'postmaster.pid'), 'utf8').split('\n');
    // The first of them first: it starts the others.
    process.kill(Number(main), `SIG${name}`);
    const children = execFileSync('pgrep', ['-P', main]).toString().trim().split('\n');
    for (const child of children) {
      try {
        process.kill(Number(child), `SIG${name}`);
      } catch {
        // It has ended meanwhile.
      }
    }
  }
}

export class PostgresPair {
  static async start() {
    const pair = new PostgresPair();
    try {
      await pair.#start();
    } catch (error) {
      await pair.stop();
      throw error;
    }
    return pair;
  }

  #folder = mkdtempSync(join(tmpdir(), 'timeback-postgres-'));
  #running = [];

  async #start() {
    if (OWNER.length > 0) execFileSync('chown', ['postgres', this.#folder]);
    this.primary = new Server(this.#folder, 'primary', await freePort());
    this.replica = new Server(this.#folder, 'replica', await freePort());
    await this.primary.program('initdb', '-D', this.primary.data, '-U', 'tests', '-A', 'trust', '-E', 'UTF8', '--no-locale', '-N');
    await this.#run(this.primary);
    await this.primary.program('pg_basebackup', '-R', '-c', 'fast', '-D', this.replica.data, '-d', this.primary.url);
    await this.#run(this.replica);
    // A commit is answered when the replica has it.
    await this.primary.query("ALTER SYSTEM SET synchronous_standby_names = '*'", 'SELECT pg_reload_conf()');
  }

  async #run(server) {
    await server.start();
    this.#running.push(server);
  }

  /** The address of whichever is the primary. */
  get url() {
    const hosts = [this.primary, this.replica].map(({ port }) => `127.0.0.1:${port}`);
    return `postgres://tests@${hosts.join()}/postgres?target_session_attrs=read-write`;
  }

  async stop() {
    for (const server of this.#running) {
      try {
        server.thaw();
      } catch {
        // It does not run.
      }
      await server.stop().catch(() => {});
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
