// The row of the dashboard alone: what a session costs, and what PostgreSQL and Valkey cost beside SQLite.

import { VALKEY } from '../nodes.mjs';
import { freePort } from '../ports.mjs';
import { newSchema } from '../postgres.mjs';
import { LOAD_CORE, peakMemory, start } from './processes.mjs';
import { dashboard } from './servers.mjs';
import { medians, print, target } from './table.mjs';
import { wrk } from './wrk.mjs';

/** A page that is the same for everybody. */
const ANYBODYS = '/recover';
const PATHS = [ANYBODYS, '/profile', '/api/timeback/user/me'];
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? '3');

/** The same pages signed in and signed out, on SQLite and on PostgreSQL with Valkey. */
export async function stores(platform) {
  const port = await freePort();
  const valkey = await start(LOAD_CORE, [VALKEY, '--bind', '127.0.0.1', '--port', `${port}`, '--save', '', '--appendonly', 'no'], { port });
  const servers = [];
  try {
    const sqlite = servers[servers.push(await dashboard(platform)) - 1];
    const shared = { DATABASE_URL: newSchema(), VALKEY_URL: `redis://127.0.0.1:${port}` };
    const postgres = servers[servers.push(await dashboard(platform, shared)) - 1];
    const legs = [{ name: `SQLite, signed out, ${ANYBODYS}`, server: sqlite, path: ANYBODYS, cookie: '', figures: [] }];
    for (const [store, server] of [['SQLite', sqlite], ['PostgreSQL and Valkey', postgres]]) {
      const cookie = await server.cookieOf('student@example.com');
      legs.push(...PATHS.map((path) => ({ name: `${store}, ${path}`, server, path, cookie, figures: [] })));
    }
    for (const { server, path, cookie } of legs) await (await server.ask(path, cookie)).text();
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const leg of legs) leg.figures.push(await wrk(leg.server, leg.path, leg.cookie));
    }
    report(legs);
  } finally {
    servers.forEach((server) => server.stop());
    valkey.kill('SIGTERM');
  }
}

function report(legs) {
  const rows = legs.map(({ name, figures }) => [name, medians(figures)]);
  print('Sessions and stores', rows);
  console.log('  PostgreSQL and Valkey share the core of the load; CPU is that of the dashboard alone.');
  for (const { server, name } of [legs[1], legs.at(-1)]) {
    console.log(`  ${name.split(',')[0]}: start to first answer ${server.startedIn.toFixed(0)} ms, most memory held ${peakMemory(server.pid).toFixed(0)} MiB`);
  }
  const [out, ...rest] = rows.map(([, figures]) => figures);
  const [sqlite, postgres] = [rest.slice(0, PATHS.length), rest.slice(PATHS.length)];
  const ratio = (what, one, other, bar) => {
    target(`${what}, by requests/s`, one.rate / other.rate, bar);
    target(`${what}, by CPU`, other.cpu / one.cpu, bar);
  };
  ratio(`signed in ÷ signed out, ${ANYBODYS}`, sqlite[0], out, '≥ 0.85');
  PATHS.slice(1).forEach((path, index) => ratio(`PostgreSQL and Valkey ÷ SQLite, ${path}`, postgres[index + 1], sqlite[index + 1], '≥ 0.5'));
}
