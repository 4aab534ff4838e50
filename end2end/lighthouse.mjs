// Lighthouse on the profile of a signed-in student, against the release build:
//
//     node lighthouse.mjs
//
// Prints the scores and exits with 1 where one is too low. DASHBOARD_BINARY, DASHBOARD_SITE and CHROMIUM as for the tests.

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { chromium } from '@playwright/test';
import lighthouse from 'lighthouse';

import { CHROMIUM_FLAGS, chromiumPath } from './browser.mjs';
import { BINARY, SITE } from './build.mjs';

const APP = 'http://127.0.0.1:3320';
const SANDBOX = '127.0.0.1:4320';
const DEBUGGING_PORT = 9320;
const STUDENT = { email: 'student@example.com', password: 'sandbox' };
const LEAST = { performance: 95, accessibility: 100, 'best-practices': 100 };

const folder = mkdtempSync(join(tmpdir(), 'timeback-lighthouse-'));
const server = startServer();
try {
  await untilReady();
  const browser = await startBrowser();
  try {
    process.exitCode = report(await measure(await signIn(browser))) ? 0 : 1;
  } finally {
    await browser.close();
  }
} finally {
  server.kill();
  rmSync(folder, { recursive: true, force: true });
}

function startServer() {
  return spawn(BINARY, [], {
    cwd: folder,
    stdio: 'ignore',
    env: {
      ...process.env,
      DATABASE_URL: `sqlite:${join(folder, 'lighthouse.db')}`,
      LEPTOS_SITE_ADDR: new URL(APP).host,
      LEPTOS_SITE_ROOT: SITE,
      SANDBOX_ADDR: SANDBOX,
      TIMEBACK_ENV: 'sandbox',
    },
  });
}

async function untilReady() {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const answer = await fetch(`${APP}/readyz`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((wake) => setTimeout(wake, 100));
  }
  throw new Error('The dashboard did not start.');
}

function startBrowser() {
  const args = [...CHROMIUM_FLAGS, `--remote-debugging-port=${DEBUGGING_PORT}`];
  return chromium.launch({ executablePath: chromiumPath(), args });
}

/** Signs the student in and answers with the cookies of their session. */
async function signIn(browser) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(APP);
  await page.getByRole('link', { name: 'Sign in with Timeback' }).click();
  await page.getByLabel('Email').fill(STUDENT.email);
  await page.getByLabel('Password').fill(STUDENT.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL(`${APP}/profile`);
  const cookies = await context.cookies(APP);
  return cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
}

async function measure(cookie) {
  const run = await lighthouse(`${APP}/profile`, {
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
