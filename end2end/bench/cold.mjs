// The row of cold profiles: each request is of a student whom nobody has asked for, and each call of the platform is slow.

import { Connection, askForEach } from './connection.mjs';
import { cpuSeconds, peakMemory } from './processes.mjs';
import { dashboard, next, sdk } from './servers.mjs';
import { median, print, target } from './table.mjs';

const PATH = '/api/timeback/user/me';
const DELAY_MS = 20;
const AT_ONCE = 64;
const WARM_UP = 300;
const ALONE = 30;
const MEASURED = 1000;

/** CPU and patience that a cold profile costs. */
export async function cold(platform) {
  const emails = await platform.generateStudents(1 + WARM_UP + ALONE + MEASURED);
  const rows = [];
  for (const launch of [dashboard, next, sdk]) {
    const server = await launch(platform);
    try {
      rows.push([server.name, await measure(server, platform, emails)]);
    } finally {
      server.stop();
      await platform.speedUp();
    }
  }
  print(`${PATH}, cold`, rows);
  const [[, ours]] = rows;
  target('CPU-s per 1,000 of ours', ours.cpu, '≤ 0.5');
  target('upstream delays of ours, one at a time', ours.alone, '≤ 2.2');
}

async function measure(server, platform, emails) {
  const cookies = await signIn(server, emails);
  await platform.slowDown(DELAY_MS);
  await check(server, cookies.pop());
  await askForEach(server, PATH, cookies.splice(0, WARM_UP), AT_ONCE);
  const alone = await askForEach(server, PATH, cookies.splice(0, ALONE), 1);
  await platform.takeCalls();
  const [cpu, began] = [cpuSeconds(server.pid), performance.now()];
  const times = await askForEach(server, PATH, cookies, AT_ONCE);
  const seconds = (performance.now() - began) / 1000;
  return {
    rate: times.length / seconds,
    cpu: (1000 * (cpuSeconds(server.pid) - cpu)) / times.length,
    memory: peakMemory(server.pid),
    alone: median(alone) / DELAY_MS,
    delays: median(times) / DELAY_MS,
    calls: (await platform.takeCalls()) / times.length,
  };
}

/** Throws when a student is not answered with the courses that the platform has. */
async function check(server, cookie) {
  const connection = await Connection.open(server);
  const body = await connection.get(PATH, cookie);
  connection.close();
  // A body in chunks has their lengths around it.
  const { courses } = JSON.parse(body.slice(body.indexOf('{'), body.lastIndexOf('}') + 1));
  if (courses?.length !== 3) throw new Error(`${server.name} does not answer with three courses: ${body}`);
}

/** Cookies of these students, of whom a few sign in at once. */
export async function signIn(server, emails) {
  const cookies = [];
  for (let first = 0; first < emails.length; first += 16) {
    cookies.push(...(await Promise.all(emails.slice(first, first + 16).map((email) => server.cookieOf(email)))));
  }
  return cookies;
}
