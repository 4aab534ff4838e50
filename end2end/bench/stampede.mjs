// The row of a rush: five hundred requests at once for one student whom nobody has asked for, when the platform's token has
// expired and each of its other calls is slow.

import { setTimeout as sleep } from 'node:timers/promises';

import { Connection, askForEach } from './connection.mjs';
import { signIn } from './cold.mjs';
import { cpuSeconds } from './processes.mjs';
import { dashboard, next, sdk } from './servers.mjs';
import { medians, print, target } from './table.mjs';

const PATH = '/api/timeback/user/me';
const DELAY_MS = 100;
const AT_ONCE = 500;
const WARM_UP = 200;
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? '3');

/** Calls of the platform, and patience until the last answer. */
export async function stampede(platform) {
  const emails = await platform.generateStudents(1 + WARM_UP);
  const rows = [];
  // The SDK needs most of a minute.
  for (const [launch, times] of [[dashboard, ROUNDS], [next, ROUNDS], [sdk, 1]]) {
    const rounds = [];
    for (let round = 0; round < times; round += 1) {
      // A process of its own each time: whoever has a token keeps it for an hour.
      const server = await launch(platform);
      try {
        rounds.push(await rush(server, platform, emails));
      } finally {
        server.stop();
        await platform.speedUp();
      }
      if (round === 0) rows.push([server.name]);
    }
    rows.at(-1).push(medians(rounds));
  }
  print(`${AT_ONCE} at once for one cold student`, rows);
  const [[, ours]] = rows;
  target('upstream calls of ours', ours.calls, '4');
  target('upstream delays until the last answer of ours', ours.last, '≤ 3');
}

async function rush(server, platform, emails) {
  const [cookie, ...others] = await signIn(server, emails);
  await platform.expireTokens();
  await askForEach(server, PATH, others, 16);
  await sleep(1500);
  await platform.slowDown(DELAY_MS);
  const connections = await Promise.all(Array.from({ length: AT_ONCE }, () => Connection.open(server)));
  await platform.takeCalls();
  const [cpu, began] = [cpuSeconds(server.pid), performance.now()];
  await Promise.all(connections.map((connection) => connection.get(PATH, cookie)));
  const last = (performance.now() - began) / DELAY_MS;
  connections.forEach((connection) => connection.close());
  return { cpu: (1000 * (cpuSeconds(server.pid) - cpu)) / AT_ONCE, last, calls: await platform.takeCalls() };
}
