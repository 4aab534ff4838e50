// Lighthouse, as a phone, on the front page and a signed-in student's pages, against the release build:
//
//     node lighthouse.mjs
//
// Prints the medians of several runs and exits with 1 where one is not good enough. DASHBOARD_BINARY, DASHBOARD_SITE and CHROMIUM as for the tests.

import { chromium } from '@playwright/test';
import lighthouse from 'lighthouse';

import { CHROMIUM_FLAGS, chromiumPath } from './browser.mjs';
import { Dashboard } from './dashboard.mjs';

const DEBUGGING_PORT = 9320;
const RUNS = Number(process.env.LIGHTHOUSE_RUNS ?? 5);
const PAGES = ['/', '/profile', '/history', '/account'];
const LEAST = { performance: 98, accessibility: 100, 'best-practices': 100, seo: 100 };
const MOST = { 'total-blocking-time': 50, 'cumulative-layout-shift': 0.01 };
const SHOWN = ['first-contentful-paint', 'largest-contentful-paint', ...Object.keys(MOST)];

const dashboard = await Dashboard.start({ port: 3320, sandboxPort: 4320 });
try {
  const browser = await startBrowser();
  try {
    const cookie = await dashboard.signIn('student@example.com');
    let isGood = true;
    for (const path of PAGES) {
      // The front page leads who is signed in to the profile.
      const headers = path === '/' ? {} : { Cookie: cookie };
      const runs = [];
      for (let run = 0; run < RUNS; run += 1) runs.push(await measure(path, headers));
      isGood = report(path, runs) && isGood;
    }
    process.exitCode = isGood ? 0 : 1;
  } finally {
    await browser.close();
  }
} finally {
  dashboard.stop();
}

function startBrowser() {
  const args = [...CHROMIUM_FLAGS, `--remote-debugging-port=${DEBUGGING_PORT}`];
  return chromium.launch({ executablePath: chromiumPath(), args });
}

async function measure(path, extraHeaders) {
  const run = await lighthouse(dashboard.app + path, {
    port: DEBUGGING_PORT,
    logLevel: 'error',
    onlyCategories: Object.keys(LEAST),
    // A school's dashboard keeps out of search engines.
    skipAudits: ['is-crawlable'],
    extraHeaders,
  });
  const { lhr } = run;
  if (lhr.runtimeError || new URL(lhr.finalDisplayedUrl).pathname !== path) {
    throw new Error(`Lighthouse saw ${lhr.finalDisplayedUrl}: ${lhr.runtimeError?.message ?? `not ${path}`}`);
  }
  return lhr;
}

/** Prints the medians, what lowers a score, and whether all of them are good enough. */
function report(path, runs) {
  const scores = Object.entries(LEAST).map(([id, least]) => {
    const score = Math.round(median(runs.map(({ categories }) => categories[id].score)) * 100);
    return { id, score, least };
  });
  const figures = SHOWN.map((id) => ({ id, value: median(runs.map(({ audits }) => audits[id].numericValue)) }));
  console.log(`Lighthouse, ${path}, median of ${runs.length}: ${scores.map(({ id, score }) => `${id} ${score}`).join(', ')}`);
  console.log(`  ${figures.map(({ id, value }) => `${id} ${id in MOST && MOST[id] < 1 ? value.toFixed(3) : `${Math.round(value)} ms`}`).join(', ')}`);
  const low = scores.filter(({ score, least }) => score < least);
  for (const { id, score, least } of low) {
    const { categories, audits } = runs[0];
    const culprits = categories[id].auditRefs.map((ref) => audits[ref.id]).filter((audit) => audit.score !== null && audit.score < 0.9);
    console.log(`  ${id} ${score} < ${least}: ${culprits.map((audit) => `${audit.id} ${audit.displayValue ?? ''}`.trim()).join(', ')}`);
  }
  const high = figures.filter(({ id, value }) => value > (MOST[id] ?? Infinity));
  for (const { id, value } of high) console.log(`  ${id} ${value} > ${MOST[id]}`);
  return low.length === 0 && high.length === 0;
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}
