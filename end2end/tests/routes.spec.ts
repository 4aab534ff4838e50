import { STUDENT, settled, signIn } from './stage/actors';
import { expect, test } from './stage/test';

const HEADINGS = { '/profile': 'Hi, Maya!', '/examples': 'The profile hook, two ways' };

for (const [path, heading] of Object.entries(HEADINGS)) {
  test(`${path} survives a hard reload and Back`, async ({ page, scripts }) => {
    await signIn(page, STUDENT);
    await page.goto(path);
    const title = page.getByRole('heading', { level: 1, name: heading });
    await expect(title).toBeVisible();
    await page.reload();
    await settled(page, scripts);
    await expect(title).toBeVisible();

    const other = path === '/profile' ? 'Account' : 'Profile';
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: other }).click();
    await expect(title).toBeHidden();
    await page.goBack();
    await settled(page, scripts);
    await expect(page).toHaveURL(path);
    await expect(title).toBeVisible();
    await page.goForward();
    await expect(title).toBeHidden();
  });
}

test('the way in survives a hard reload and Back', async ({ page }) => {
  await page.goto('/');
  await page.reload();
  await page.getByRole('link', { name: 'Sign in with Timeback' }).click();
  await expect(page.getByLabel('Password')).toBeVisible();
  await page.goBack();
  await expect(page).toHaveURL('/');
  await expect(page.getByRole('link', { name: 'Sign in with Timeback' })).toBeVisible();
});

test('an address that is none says so and leads back', async ({ page, watch }) => {
  watch.allow(/status of 404/);
  const answer = await page.goto('/no/such/page');
  expect(answer?.status()).toBe(404);
  await expect(page).toHaveTitle('Page not found · Timeback');
  await expect(page.getByRole('heading', { level: 1, name: 'Page not found' })).toBeVisible();
  await page.getByRole('link', { name: 'Go to the start page' }).click();
  await expect(page).toHaveURL('/');
});

test('a signed-in student keeps their way around on an address that is none', async ({ page, watch }) => {
  watch.allow(/status of 404/);
  await signIn(page, STUDENT);
  await page.goto('/no/such/page');
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Profile' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Hi, Maya!' })).toBeVisible();
});
