// Lighthouse on the profile of a signed-in student, against the release build:
//
//     node lighthouse.mjs
//
// Prints the scores and exits with 1 where one is too low. DASHBOARD_BINARY, DASHBOARD_SITE and CHROMIUM as for the tests.

import { chromium } from '@playwright/test';
import lighthouse from 'lighthouse';

import { CHROMIUM_FLAGS, chromiumPath } from './browser.mjs';
import { Dashboard } from './dashboard.mjs';

const DEBUGGING_PORT = 9320;
const LEAST = { performance: 95, accessibility: 100, 'best-practices': 100 };

const dashboard = await Dashboard.start({ port: 3320, sandboxPort: 4320 });
try {
  const browser = await startBrowser();
  try {
    process.exitCode = report(await measure(await dashboard.signIn('student@example.com'))) ? 0 : 1;
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

async function measure(cookie) {
  const run = await lighthouse(`${dashboard.app}/profile`, {
    port: DEBUGGING_PORT,
    logLevel: 'error',
    onlyCategories: Object.keys(LEAST),
    extraHeaders: { Cookie: cookie },
  });
  const { lhr } = run;
  if (lhr.runtimeError || !lhr.finalDisplayedUrl.endsWith('/profile')) {
    throw new Error(`Lighthouse saw ${lhr.finalDisplayedUrl}: ${lhr.runtimeError?.message ?? 'not the profile'}`);
  }
  return lhr;
}

/** Prints the scores, what lowers them, and whether all of them are high enough. */
function report({ categories, audits }) {
  const scores = Object.entries(LEAST).map(([id, least]) => ({ id, least, score: Math.round(categories[id].score * 100) }));
  for (const { id, least, score } of scores) {
    console.log(`Lighthouse, /profile: ${id} ${score} (at least ${least})`);
  }
  for (const id of ['first-contentful-paint', 'largest-contentful-paint', 'total-blocking-time', 'cumulative-layout-shift']) {
    console.log(`  ${audits[id].title}: ${audits[id].displayValue}`);
  }
  for (const { id, least, score } of scores.filter(({ least, score }) => score < least)) {
    const culprits = categories[id].auditRefs.map((ref) => audits[ref.id]).filter((audit) => audit.score !== null && audit.score < 0.9);
    console.log(`  ${id} ${score} < ${least}: ${culprits.map((audit) => `${audit.id} ${audit.displayValue ?? ''}`.trim()).join(', ')}`);
  }
  return scores.every(({ least, score }) => score >= least);
}
