import { randomUUID } from 'node:crypto';

import type { Page } from '@playwright/test';

import { STUDENT, awake, signIn, signOut } from './stage/actors';
import { amount } from './stage/sandbox';
import { expect, test } from './stage/test';

const LIVE = /\/profile\/live/;

/** Finishes an activity for this much XP, as the page of an app does by the SDK's route. */
async function finish(page: Page, xpEarned: number): Promise<void> {
  const now = new Date().toISOString();
  const activity = { id: 'fractions-1', name: 'Fractions', course: { code: 'MATH-5' }, runId: randomUUID(), endedAt: now, metrics: { xpEarned } };
  const status = await page.evaluate(async (body) => {
    const answer = await fetch('/api/timeback/activity/submit', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    return answer.status;
  }, JSON.stringify(activity));
  expect(status).toBe(204);
}

async function earned(page: Page): Promise<{ today: number; all: number }> {
  return page.evaluate(async () => (await (await fetch('/api/timeback/user/me')).json()).xp);
}

test('who finishes something sees the number move without reloading, and it moves by what was earned', async ({ page }) => {
  await signIn(page, STUDENT);
  await awake(page);
  const before = await earned(page);
  const card = page.getByRole('region', { name: 'Today', exact: true });
  await expect(card).toContainText(`${amount(before.today)} XP`);

  const started = Date.now();
  await finish(page, 7.25);
  await expect(card).toContainText(`${amount(before.today + 7.25)} XP`);
  await expect(card).toContainText(`All time: ${amount(before.all + 7.25)} XP`);
  console.log(`an activity was on the page after ${Date.now() - started} ms`);
  expect(await earned(page)).toEqual({ today: before.today + 7.25, all: before.all + 7.25 });
});

test('an app in another window moves the number as well', async ({ context, page }) => {
  await signIn(page, STUDENT);
  await awake(page);
  const before = await earned(page);
  const app = await context.newPage();
  await app.goto('/examples');
  await finish(app, 3.5);
  await expect(page.getByRole('region', { name: 'Today', exact: true })).toContainText(`${amount(before.today + 3.5)} XP`);
});

test('a page out of sight lets its connection go, and catches up when it is looked at again', async ({ page }) => {
  await signIn(page, STUDENT);
  await awake(page);
  const before = await earned(page);
  const look = (visible: boolean) =>
    page.evaluate((state) => {
      Object.defineProperty(document, 'hidden', { configurable: true, get: () => !state });
      document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
    }, visible);

  await look(false);
  await finish(page, 2);
  await expect.poll(async () => (await earned(page)).all).toBe(before.all + 2);
  const card = page.getByRole('region', { name: 'Today', exact: true });
  await expect(card).toContainText(`All time: ${amount(before.all)} XP`);
  const again = page.waitForRequest(LIVE);
  await look(true);
  await again;
  await expect(card).toContainText(`All time: ${amount(before.all + 2)} XP`);
});

test('a page that was refused while the server had a fault comes back by itself', async ({ page, watch }) => {
  watch.allow(/status of 503/);
  await page.clock.install();
  let requests = 0;
  await page.route(LIVE, (route) => {
    requests += 1;
    return requests === 1 ? route.fulfill({ status: 503 }) : route.fallback();
  });
  const refused = page.waitForResponse((response) => LIVE.test(response.url()));
  await signIn(page, STUDENT);
  await awake(page);
  expect((await refused).status()).toBe(503);
  const again = page.waitForRequest(LIVE);
  await page.clock.fastForward('00:41');
  await again;
});

test('signing out ends it', async ({ page }) => {
  await signIn(page, STUDENT);
  await awake(page);
  await signOut(page);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await expect(page.getByRole('link', { name: 'Sign in with Timeback' })).toBeVisible();
  expect(asked.filter((url) => LIVE.test(url))).toEqual([]);
});
