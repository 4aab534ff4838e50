import { enterPassword, join, neverCame } from './stage/accounts';
import { askToSignIn, enter, signOut } from './stage/actors';
import { expect, test } from './stage/test';

/** Somebody as whom the other tests only ever come through Timeback, which goes on working when this one is over. */
const GUARDIAN = 'guardian@example.com';
const PASSWORD = 'three green apples';

test('who has an account here and comes through Timeback joins both by the password', async ({ page }) => {
  await neverCame(page, GUARDIAN);
  const account = await join(page, { email: GUARDIAN, password: PASSWORD });
  await expect(page.getByRole('heading', { level: 1, name: 'Ngozi Okafor' })).toBeVisible();
  await signOut(page);

  await askToSignIn(page);
  await enter(page, GUARDIAN);
  await expect(page).toHaveURL('/link');
  await expect(page.getByRole('heading', { level: 1, name: 'Is this account yours?' })).toBeVisible();
  await page.getByLabel('Its password').fill('guessed');
  await page.getByRole('button', { name: 'It is mine' }).click();
  await expect(page.getByLabel('Its password')).toHaveAccessibleDescription(/do not fit together/);
  await page.getByLabel('Its password').fill(PASSWORD);
  await page.getByRole('button', { name: 'It is mine' }).click();
  await expect(page).toHaveURL('/profile');
  await expect(page.getByRole('heading', { level: 1, name: 'Ngozi Okafor' })).toBeVisible();

  await signOut(page);
  await enterPassword(page, account);
  await page.goto('/account');
  await expect(page.getByRole('region', { name: 'Linked sign-ins' })).toContainText('Timeback');
  await signOut(page);
  await askToSignIn(page);
  await enter(page, GUARDIAN);
  await expect(page).toHaveURL('/profile');
});
