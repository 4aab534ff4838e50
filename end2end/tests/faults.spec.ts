import { STUDENT, awake, lookAway, settled, signIn } from './stage/actors';
import { ACTIVITY, type Fault, USERS } from './stage/sandbox';
import { expect, test } from './stage/test';

const NOT_ANSWERING = 'Timeback is not answering right now.';
const UNREADABLE = 'Timeback sent something we could not read.';

/** What goes wrong with the platform, and what the student is told. */
const FAULTS: Record<string, { fault: Fault; told: string }> = {
  'fails (500)': { fault: { route: ACTIVITY, status: 500 }, told: NOT_ANSWERING },
  'is busy (429)': { fault: { route: ACTIVITY, status: 429, retryAfter: 1 }, told: NOT_ANSWERING },
  'is cut off in mid-sentence': { fault: { route: ACTIVITY, truncate: true }, told: NOT_ANSWERING },
  'talks garbage': { fault: { route: ACTIVITY, body: '<html>Welcome to nginx!</html>' }, told: UNREADABLE },
};

const GONE: Fault = { route: USERS, body: '{"users":[]}' };

for (const [what, { fault, told }] of Object.entries(FAULTS)) {
  test(`the platform ${what}: a page shows the rest and says so, and a refresh works once it is well`, async ({ page, sandbox, scripts }) => {
    await sandbox.fail(fault);
    await signIn(page, STUDENT);
    await settled(page, scripts);
    await expect(page.getByRole('heading', { level: 1, name: 'Hi, Maya!' })).toBeVisible();
    await expect(page.getByRole('main').getByRole('status')).toContainText(told);
    await expect(page.getByRole('region', { name: 'Today', exact: true })).toContainText("We can't see today's XP right now.");
    await expect(page.getByRole('region', { name: 'Today', exact: true })).not.toContainText('All time');
    await sandbox.heal();
    await page.getByRole('button', { name: 'Refresh' }).click();
    await expect(page.getByRole('region', { name: 'Today', exact: true })).toContainText('All time');
  });

  test(`the platform ${what} during a refresh: the last profile stays, with the reason`, async ({ page, sandbox, scripts, watch }) => {
    watch.allow(/status of 502/);
    await signIn(page, STUDENT);
    await settled(page, scripts);
    await sandbox.fail(fault);
    await page.getByRole('button', { name: 'Refresh' }).click();
    const freshness = page.getByRole('main').getByRole('status');
    await expect(freshness).toContainText(told);
    await expect(page.getByRole('heading', { level: 1, name: 'Hi, Maya!' })).toBeVisible();
    await expect(page.getByRole('region', { name: 'Today', exact: true })).toBeVisible();
    await sandbox.heal();
    await settled(page, scripts);
    await page.getByRole('button', { name: 'Refresh' }).click();
    await expect(freshness).not.toContainText(told);
    await expect(page.getByRole('region', { name: 'Today', exact: true })).toBeVisible();
  });
}

test('the platform does not know who asks: a page says so, and a retry works once it is well', async ({ context, page, sandbox, scripts }) => {
  await lookAway(context);
  await sandbox.fail({ route: USERS, status: 500 });
  await signIn(page, STUDENT);
  await settled(page, scripts);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your profile is not here yet');
  await expect(page.getByRole('alert')).toContainText(NOT_ANSWERING);
  await sandbox.heal();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Hi, Maya!' })).toBeVisible();
});

test('a student who is not known yet is found once they are', async ({ context, page, sandbox, scripts }) => {
  await lookAway(context);
  await sandbox.fail(GONE);
  await signIn(page, STUDENT);
  await settled(page, scripts);
  await expect(page.getByRole('heading', { level: 1, name: 'You are signed in' })).toBeVisible();
  await sandbox.heal();
  await page.getByRole('button', { name: 'Check again' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Hi, Maya!' })).toBeVisible();
});

test('a student who is gone at a refresh keeps nothing on screen', async ({ page, sandbox, scripts, watch }) => {
  watch.allow(/status of 404/);
  await signIn(page, STUDENT);
  await settled(page, scripts);
  await sandbox.fail(GONE);
  await page.getByRole('button', { name: 'Refresh' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'You are signed in' })).toBeVisible();
  await expect(page.getByText('Maya')).toHaveCount(0);
});

test('a slow platform: header and skeleton at once, the profile in its place afterwards', async ({ page, sandbox, scripts }) => {
  await sandbox.fail({ route: ACTIVITY, delayMs: 2000 });
  await signIn(page, STUDENT);
  await expect(page.getByText('Loading your profile…')).toBeVisible({ timeout: 1000 });
  await expect(page.getByRole('banner').getByRole('button', { name: 'Sign out' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Today', exact: true })).toHaveCount(0);
  await expect(page.getByRole('region', { name: 'Today', exact: true })).toBeVisible();
  await settled(page, scripts);
});

test('analytics that take longer than a page waits: it is whole without them, and they come later', async ({ page, sandbox, scripts }) => {
  await sandbox.fail({ route: ACTIVITY, delayMs: 5000, times: 1 });
  // Somebody whom no other test here asks for: the question outlives the first page.
  await signIn(page, 'negative@example.com');
  const card = page.getByRole('region', { name: 'Today', exact: true });
  await expect(card).toContainText("We can't see today's XP right now.");
  await settled(page, scripts);
  const words = async () => {
    if (!scripts) await page.reload();
    return card.innerText();
  };
  await expect.poll(words, { timeout: 15_000 }).toContain('All time:');
});

test('a slow refresh keeps the profile on screen meanwhile', async ({ page, sandbox, scripts }) => {
  await signIn(page, STUDENT);
  await settled(page, scripts);
  await sandbox.fail({ route: ACTIVITY, delayMs: 1000 });
  await page.getByRole('button', { name: 'Refresh' }).click({ noWaitAfter: true });
  if (scripts) {
    await awake(page);
    await expect(page.getByRole('button', { name: 'Refreshing…' })).toBeVisible();
    await expect(page.getByRole('region', { name: 'Today', exact: true })).toBeVisible();
  }
  await expect(page.getByRole('button', { name: 'Refresh', exact: true })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Today', exact: true })).toBeVisible();
});
