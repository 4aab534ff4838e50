// The rows of what is known already: the page, and `/user/me`.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { peakMemory } from './processes.mjs';
import { BARE_PATH, bare, dashboard, next } from './servers.mjs';
import { medians, print, target } from './table.mjs';
import { wrk } from './wrk.mjs';

const EMAIL = 'student@example.com';
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? '3');

/** `/profile`, whose words are compared first. */
export const profile = (platform) =>
  compare(platform, '/profile', {
    title: 'GET /profile, warm',
    isSame: (ours, peers) => words(ours) === words(peers),
    bars: { next: '≥ 25', bare: '≥ 0.1, stretch 0.15' },
  });

/** `/api/timeback/user/me`, whose answers are compared first. */
export const me = (platform) =>
  compare(platform, '/api/timeback/user/me', {
    title: 'GET /api/timeback/user/me, warm',
    isSame: (ours, peers) => sorted(ours) === sorted(peers),
    bars: { next: '≥ 30', bare: '≥ 0.4' },
  });

async function compare(platform, path, { title, isSame, bars }) {
  const folder = mkdtempSync(join(tmpdir(), 'timeback-bench-'));
  const servers = [];
  const add = async (server) => servers[servers.push(await server) - 1];
  try {
    const legs = [];
    const [ours, peer] = [await add(dashboard(platform)), await add(next(platform))];
    for (const server of [ours, peer]) {
      const cookie = await server.cookieOf(EMAIL);
      const body = await (await server.ask(path, cookie)).text();
      legs.push({ server, path, cookie, body, figures: [] });
    }
    if (!isSame(legs[0].body, legs[1].body)) throw new Error(`${path} of ${peer.name} is not ours:\n${words(legs[0].body)}\n${words(legs[1].body)}`);
    const handler = await add(bare(await ours.ask(path, legs[0].cookie), folder));
    legs.push({ server: handler, path: BARE_PATH, cookie: '', body: legs[0].body, figures: [] });
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const leg of legs) leg.figures.push(await wrk(leg.server, leg.path, leg.cookie));
    }
    report(title, legs, bars);
  } finally {
    servers.forEach((server) => server.stop());
    rmSync(folder, { recursive: true, force: true });
  }
}

function report(title, legs, bars) {
  const rows = legs.map(({ server, body, figures }) => [
    `${server.name}, ${(Buffer.byteLength(body) / 1000).toFixed(1)} kB`,
    { ...medians(figures), memory: peakMemory(server.pid) },
  ]);
  print(title, rows);
  const [ours, peer, handler] = rows.map(([, figures]) => figures);
  for (const [name, other, bar] of [['Next.js', peer, bars.next], ['bare axum', handler, bars.bare]]) {
    target(`ours ÷ ${name}, by requests/s`, ours.rate / other.rate, bar);
    target(`ours ÷ ${name}, by CPU`, other.cpu / ours.cpu, bar);
  }
}

/** What a page says between its cards and its end, without markup. */
function words(page) {
  const cards = page.slice(page.indexOf('<h1>Hi'), page.indexOf('</main>'));
  const text = cards.replaceAll(/<script[^]*?<\/script>|<[^>]*>/g, ' ').replaceAll(/&#x27;|&#39;/g, "'");
  return text.replaceAll(/\s/g, '');
}

/** JSON with its keys in order. */
function sorted(json) {
  const inOrder = (_, value) => (value?.constructor === Object ? Object.fromEntries(Object.entries(value).sort()) : value);
  return JSON.stringify(JSON.parse(json), inOrder);
}
