import { STUDENT, awake, signIn, signOut } from './stage/actors';
import { expect, test } from './stage/test';

test('signing out in one tab takes every other tab to the way in, and Back shows nothing', async ({ context, page }) => {
  await signIn(page, STUDENT);
  const profile = await context.newPage();
  const examples = await context.newPage();
  await profile.goto('/profile');
  await examples.goto('/profile');
  await examples.goto('/examples');
  for (const tab of [page, profile, examples]) {
    await awake(tab);
  }
  await signOut(page);
  for (const tab of [profile, examples]) {
    await expect(tab).toHaveURL('/');
    await expect(tab.getByRole('link', { name: 'Sign in with Timeback' })).toBeVisible();
  }
  await examples.goBack({ waitUntil: 'commit' });
  await expect(examples.getByRole('link', { name: 'Sign in with Timeback' })).toBeVisible();
  await expect(examples.getByText('Maya Okafor')).toHaveCount(0);
});

test('a tab whose session is over leaves at its next question', async ({ context, page, watch }) => {
  watch.allow(/status of 401/);
  await signIn(page, STUDENT);
  await awake(page);
  await context.clearCookies();
  await page.getByRole('button', { name: 'Refresh' }).click();
  await expect(page).toHaveURL('/');
  await expect(page.getByText('Maya Okafor')).toHaveCount(0);
});
