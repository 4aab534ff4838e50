// `/profile`, warm, in databases with few and with many users, in one run; the server on one core, all else on the other.
//
//     taskset -c 1 node end2end/growth.mjs sqlite:few.db sqlite:many.db
//
// `cargo run --release -p identity --example growth -- sqlite:many.db 1000000` fills one. BENCH_SECONDS and BENCH_ROUNDS as
// for bench.mjs.

import { Platform } from './bench/platform.mjs';
import { peakMemory } from './bench/processes.mjs';
import { dashboard } from './bench/servers.mjs';
import { medians, print, target } from './bench/table.mjs';
import { wrk } from './bench/wrk.mjs';

/** The key that the example seals with. */
const KEY = '01'.repeat(32);
const PATH = '/profile';
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? '5');

const urls = process.argv.slice(2);
if (urls.length !== 2) throw new Error('growth.mjs FEW MANY: the URLs of two databases');
const platform = await Platform.start();
const servers = [];
try {
  const legs = [];
  for (const url of urls) {
    const server = servers[servers.push(await dashboard(platform, { AUTH_SECRET_KEY: KEY, DATABASE_URL: url })) - 1];
    const cookie = await server.cookieOf('student@example.com');
    await (await server.ask(PATH, cookie)).text();
    legs.push({ server, cookie, figures: [] });
  }
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const { server, cookie, figures } of legs) figures.push(await wrk(server, PATH, cookie));
  }
  const rows = legs.map(({ server, figures }, index) => [urls[index], { ...medians(figures), memory: peakMemory(server.pid) }]);
  print(`GET ${PATH}, warm`, rows);
  for (const [index, { server }] of legs.entries()) console.log(`  ${urls[index]}: start to first answer ${server.startedIn.toFixed(0)} ms`);
  const [few, many] = rows.map(([, figures]) => figures);
  target('many ÷ few, by requests/s', many.rate / few.rate, '≥ 0.9');
  target('many ÷ few, by CPU', few.cpu / many.cpu, '≥ 0.9');
} finally {
  servers.forEach((server) => server.stop());
  platform.stop();
}
