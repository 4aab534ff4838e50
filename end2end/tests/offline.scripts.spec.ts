import type { Page } from '@playwright/test';

import { STUDENT, awake, signIn, signOut } from './stage/actors';
import { expect, test } from './stage/test';

test.use({ serviceWorkers: 'allow' });

/** The texts that the browser keeps, of pages. */
async function kept(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const pages = await caches.open('pages');
    const answers = await pages.matchAll();
    return Promise.all(answers.map((answer) => answer.text()));
  });
}

/** Opens the profile until the service worker has kept it. */
async function keep(page: Page): Promise<void> {
  await awake(page);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.reload();
  await awake(page);
  await expect.poll(() => kept(page)).toHaveLength(1);
}

test('without a network the last dashboard is shown and says so', async ({ page, context, watch }) => {
  watch.allow(/net::ERR_(INTERNET_DISCONNECTED|FAILED)|Failed to (load|fetch)/);
  await signIn(page, STUDENT);
  await keep(page);
  await context.setOffline(true);
  await page.reload();
  await expect(page.getByRole('heading', { level: 1, name: 'Hi, Maya!' })).toBeVisible();
  await expect(page.getByText('The dashboard cannot be reached')).toBeVisible();
  await context.setOffline(false);
  await expect(page.getByText('The dashboard cannot be reached')).toBeHidden();
});

test('nothing personal is left after signing out', async ({ page }) => {
  await signIn(page, STUDENT);
  await keep(page);
  expect((await kept(page))[0]).toContain('Maya Okafor');
  await signOut(page);
  expect(await kept(page)).toEqual([]);
  const left = await page.evaluate(async () => {
    const texts: string[] = [JSON.stringify(localStorage), JSON.stringify(sessionStorage)];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const answer of await cache.matchAll()) {
        texts.push(await answer.text());
      }
    }
    return texts.join(' ');
  });
  expect(left).not.toContain('Okafor');
});
