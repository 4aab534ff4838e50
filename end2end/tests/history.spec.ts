import { signIn, settled } from './stage/actors';
import { amount, sum, today } from './stage/sandbox';
import { expect, test } from './stage/test';

const BUSY = 'busy@example.com';

test("a student's years and weeks are the sums of what the platform answers", async ({ page, sandbox, scripts }) => {
  await signIn(page, BUSY);
  await settled(page, scripts);
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'History' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'History' })).toBeVisible();

  const xp = await sandbox.xp('chidi-okafor');
  const years = new Set([...xp.keys()].map((day) => day.slice(0, 4)));
  expect(years.size).toBeGreaterThanOrEqual(3);
  for (const year of years) {
    const ofYear = [...xp].filter(([day]) => day.startsWith(year)).map(([, figure]) => figure);
    await expect(page.getByRole('region', { name: year })).toContainText(`${amount(sum(ofYear))} XP`);
  }

  const before = page.url();
  await page.getByRole('link', { name: 'Week before' }).click();
  await expect(page).not.toHaveURL(before);
  await expect(page.getByRole('link', { name: 'Week after' })).toBeVisible();
});

test('a subject is chosen without scripts, too, and keeps its week', async ({ page }) => {
  await signIn(page, BUSY);
  await page.goto('/history?week=2026-03-04');
  await page.getByLabel('Show').selectOption('Math');
  await page.getByRole('button', { name: 'Show' }).click();
  await expect(page).toHaveURL(/week=2026-03-02/);
  await expect(page.getByRole('combobox', { name: 'Show' })).toHaveValue('subject:Math');
  await expect(page.getByRole('heading', { name: 'Mar 2 – Mar 8' })).toBeVisible();
});

test('from the week on the profile a day opens to what was done', async ({ page, sandbox, scripts }) => {
  await signIn(page, 'student@example.com');
  await settled(page, scripts);
  const xp = (await sandbox.xp('maya-okafor')).get(today()) ?? 0;
  await page.getByRole('region', { name: 'The last seven days' }).getByRole('listitem').last().getByRole('link').click();
  await expect(page.getByRole('region', { name: 'XP that day' })).toContainText(amount(xp));
  await expect(page.getByRole('table', { name: 'Work by subject and app' })).toBeVisible();
});

test('a course opens to its weeks', async ({ page, scripts }) => {
  await signIn(page, 'student@example.com');
  await settled(page, scripts);
  await page.getByRole('region', { name: /^Courses/ }).getByRole('link', { name: 'Math 5', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Math 5' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'XP so far' })).toContainText(/[\d,.]+ (of [\d,.]+ )?XP/);
});
