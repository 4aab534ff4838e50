// How much a node takes for pages that are open and listen: memory and file handles before, with, and after them.
//
//     setup/postgres.sh node end2end/open_pages.mjs [pages]
//
// opens so many (5,000), each in a session of its own. Exits with 1 where one is refused, or something stays when they are gone.

import { readdirSync, readFileSync } from 'node:fs';
import { Agent, get } from 'node:http';

import { signIn, sleep } from './dashboard.mjs';
import { Nodes } from './nodes.mjs';

const PAGES = Number(process.argv[2] ?? 5000);

/** How many students sign in, and how many pages are opened, at a time. */
const AT_A_TIME = 32;

/** How long pages stay open: the server has looked at each session since. */
const STAY_MS = 45_000;

/** What a process holds. */
function held(pid) {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return { megabytes: Number(/VmRSS:\s+(\d+)/.exec(status)[1]) / 1024, files: readdirSync(`/proc/${pid}/fd`).length };
}

/** Calls `work` for each number below `count`, some at a time. */
async function each(count, work) {
  let next = 0;
  const one = async () => {
    while (next < count) await work(next++);
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, one));
}

/** Each student comes from an address of their own. */
const address = (number) => `10.1.${Math.floor(number / 256)}.${number % 256}`;

/** Opens a page's stream; returns its status, its request, and whether it has been sent something. */
function open(node, cookie, number) {
  const headers = { cookie, accept: 'text/event-stream', 'x-forwarded-for': address(number) };
  return new Promise((opened, failed) => {
    const request = get(`http://127.0.0.1:${node.port}/profile/live?since=0`, { headers, agent: false }, (answer) => {
      const page = { status: answer.statusCode, request, isOpen: answer.statusCode === 200 };
      answer.on('close', () => (page.isOpen = false)).on('error', () => {});
      if (answer.statusCode !== 200) answer.on('end', () => opened(page)).resume();
      else answer.once('data', () => opened(page)).resume();
    });
    request.on('error', failed);
  });
}

const nodes = await Nodes.start(1);
try {
  const [node] = nodes.nodes;
  const { pid } = node.process;
  const roster = { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ students: PAGES }) };
  await fetch(`${nodes.sandbox}/_sandbox/roster`, roster);
  const figures = {};
  const note = (name) => {
    figures[name] = held(pid);
    console.log(`${name}: ${figures[name].megabytes.toFixed(0)} MB, ${figures[name].files} files`);
  };
  note('started');

  const cookies = [];
  await each(PAGES, async (number) => {
    const email = `student-${String(number + 1).padStart(5, '0')}@example.com`;
    cookies[number] = await signIn(nodes, email, { 'x-forwarded-for': address(number) });
  });
  note('all are signed in');

  const pages = [];
  const began = performance.now();
  await each(PAGES, async (number) => (pages[number] = await open(node, cookies[number], number)));
  const took = performance.now() - began;
  note('all pages are open');
  await sleep(STAY_MS);
  note(`${STAY_MS / 1000} s later`);
  const isOpen = pages.filter((page) => page.isOpen).length;
  const refused = pages.filter(({ status }) => status !== 200);
  console.log(`${isOpen} of ${PAGES} are open (${(took / 1000).toFixed(1)} s for opening them); refused with ${[...new Set(refused.map(({ status }) => status))]}`);

  for (const { request } of pages) request.destroy();
  await sleep(5000);
  note('all pages are closed');
  const [before, open_, after] = [figures['all are signed in'], figures['all pages are open'], figures['all pages are closed']];
  console.log(`a page takes ${(((open_.megabytes - before.megabytes) * 1024) / PAGES).toFixed(1)} KB, its profile among them`);
  process.exitCode = isOpen === PAGES && after.files <= before.files + 8 ? 0 : 1;
} finally {
  await nodes.stop();
}
