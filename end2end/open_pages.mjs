// How much a node takes for pages that are open and listen: memory and file handles before, with, and after them.
//
//     setup/postgres.sh node end2end/open_pages.mjs [pages]
//
// opens so many (5,000), each in a session of its own, closes them, and opens them again. Exits with 1 where one is refused, or more
// is held each time. A node needs a limit of open files (`ulimit -n`) of five times as many.

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
  const note = (name) => {
    const figures = held(pid);
    console.log(`${name}: ${figures.megabytes.toFixed(0)} MB, ${figures.files} files`);
    return figures;
  };
  note('started');

  const cookies = [];
  await each(PAGES, async (number) => {
    const email = `student-${String(number + 1).padStart(5, '0')}@example.com`;
    cookies[number] = await signIn(nodes, email, { 'x-forwarded-for': address(number) });
  });
  const signedIn = note('all are signed in');

  const openAll = async () => {
    const pages = [];
    const began = performance.now();
    await each(PAGES, async (number) => (pages[number] = await open(node, cookies[number], number)));
    note(`all pages are open, after ${((performance.now() - began) / 1000).toFixed(0)} s`);
    await sleep(STAY_MS);
    note(`${STAY_MS / 1000} s later`);
    const stayed = pages.filter((page) => page.isOpen).length;
    const refusals = new Set(pages.map(({ status }) => status).filter((status) => status !== 200));
    console.log(`  ${stayed} of ${PAGES} pages are open${refusals.size > 0 ? `; others were answered ${[...refusals]}` : ''}`);
    for (const { request } of pages) request.destroy();
    await sleep(5000);
    return { stayed, closed: note('all pages are closed') };
  };
  const [first, again] = [await openAll(), await openAll()];
  const kilobytes = ((first.closed.megabytes - signedIn.megabytes) * 1024) / PAGES;
  console.log(`a page and its profile take ${kilobytes.toFixed(0)} KB; opened again, ${(again.closed.megabytes - first.closed.megabytes).toFixed(0)} MB more`);
  const isFlat = again.closed.files <= signedIn.files + 8 && again.closed.megabytes <= first.closed.megabytes * 1.1;
  process.exitCode = isFlat && again.stayed === PAGES ? 0 : 1;
} finally {
  await nodes.stop();
}
