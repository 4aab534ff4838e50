import { STRANGER, STUDENT, awake, lookAway, signIn } from './stage/actors';
import { ACTIVITY, ENROLLMENTS, USERS, amount, today } from './stage/sandbox';
import { expect, test } from './stage/test';

/** What one cold profile costs the platform. */
const ONE_PROFILE = { [`GET ${ACTIVITY}`]: 1, [`GET ${ENROLLMENTS}`]: 1, [`GET ${USERS}`]: 1 };

test('the button goes from idle by loading to loaded', async ({ page, sandbox }) => {
  await signIn(page, STUDENT);
  await page.goto('/examples');
  await awake(page);
  await sandbox.fail({ route: ACTIVITY, delayMs: 1000 });

  const manual = page.getByRole('region', { name: 'Manual fetch', exact: true });
  const button = manual.getByRole('button');
  await expect(button).toHaveText('Load Profile');
  await expect(button).toBeEnabled();
  await button.click();
  await expect(button).toHaveText('Loading...');
  await expect(button).toBeDisabled();
  const xp = await sandbox.xp('maya-okafor');
  await expect(manual.getByText(`XP: ${amount(xp.get(today()) ?? 0)}`, { exact: true })).toBeVisible();
  await expect(button).toHaveCount(0);
});

test('a stranger has nothing to fetch', async ({ page }) => {
  await signIn(page, STRANGER);
  await page.goto('/examples');
  await awake(page);
  await expect(page.getByRole('button', { name: 'Load Profile' })).toBeDisabled();
  await expect(page.getByRole('main').getByText(/^XP: /)).toHaveCount(0);
});

test('a fetch that fails says so, and the button is back', async ({ page, sandbox, watch }) => {
  watch.allow(/status of 502/);
  await signIn(page, STUDENT);
  await page.goto('/examples');
  await awake(page);
  await sandbox.fail({ route: ACTIVITY, status: 500 });
  const manual = page.getByRole('region', { name: 'Manual fetch', exact: true });
  await manual.getByRole('button', { name: 'Load Profile' }).click();
  await expect(manual.getByRole('alert')).toContainText('Timeback is not answering right now.');
  await sandbox.heal();
  await manual.getByRole('button', { name: 'Load Profile' }).click();
  await expect(manual.getByText(/^XP: /)).toBeVisible();
});

test('with auto the XP is there without a click', async ({ page, sandbox }) => {
  await signIn(page, STUDENT);
  await page.goto('/examples');
  const xp = await sandbox.xp('maya-okafor');
  const auto = page.getByRole('region', { name: 'Auto-fetch when verified', exact: true });
  await expect(auto.getByText(`XP: ${amount(xp.get(today()) ?? 0)}`, { exact: true })).toBeVisible();
});

test('with auto a session that has no profile yet fetches it by itself', async ({ context, page, sandbox }) => {
  await lookAway(context);
  await sandbox.fail({ route: USERS, status: 500 });
  await signIn(page, STUDENT);
  await expect(page.getByRole('alert')).toBeVisible();
  await sandbox.heal();
  await sandbox.count();
  await page.goto('/examples');
  const auto = page.getByRole('region', { name: 'Auto-fetch when verified', exact: true });
  await expect(auto.getByText(/^XP: /)).toBeVisible();
  expect(await sandbox.counts()).toMatchObject({ [`GET ${ACTIVITY}`]: 1 });
});

test("the page takes the server's profile over without asking again", async ({ page, sandbox }) => {
  const asked: string[] = [];
  page.on('request', (request) => {
    if (/\/api\/(get_profile|verify)/.test(request.url())) asked.push(request.url());
  });
  await sandbox.count();
  await signIn(page, STUDENT);
  await awake(page);
  for (const path of ['/examples', '/profile', '/profile']) {
    await page.goto(path);
    await awake(page);
  }
  expect(asked).toEqual([]);
  expect(await sandbox.counts()).toMatchObject(ONE_PROFILE);
});

test('Refresh pressed in ten tabs at once costs the platform one profile', async ({ context, page, sandbox }) => {
  await lookAway(context);
  await signIn(page, STUDENT);
  const tabs = [page, ...(await Promise.all(Array.from({ length: 9 }, () => context.newPage())))];
  for (const tab of tabs) {
    await tab.goto('/profile');
    await awake(tab);
  }
  await sandbox.fail({ route: ACTIVITY, delayMs: 2500 });
  await sandbox.count();
  // Pressed by script: a tab in the background takes no mouse.
  await Promise.all(tabs.map((tab) => tab.getByRole('button', { name: 'Refresh' }).dispatchEvent('click')));
  for (const tab of tabs) {
    await expect(tab.getByRole('button', { name: 'Refresh', exact: true })).not.toHaveAttribute('aria-disabled', 'true');
  }
  expect(await sandbox.counts()).toMatchObject(ONE_PROFILE);
});

test('presses while a refresh is under way cost nothing', async ({ page, sandbox }) => {
  await signIn(page, STUDENT);
  await awake(page);
  await sandbox.fail({ route: ACTIVITY, delayMs: 1000 });
  await sandbox.count();
  await page.getByRole('button', { name: 'Refresh' }).click();
  const busy = page.getByRole('button', { name: 'Refreshing…' });
  await expect(busy).toHaveAttribute('aria-disabled', 'true');
  await busy.dispatchEvent('click');
  await busy.dispatchEvent('click');
  await expect(page.getByRole('button', { name: 'Refresh', exact: true })).toBeVisible();
  expect(await sandbox.counts()).toMatchObject(ONE_PROFILE);
});
