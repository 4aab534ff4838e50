import type { Page } from '@playwright/test';

import { APPEARANCES, appear, violations } from './stage/accessibility';
import { type Account, codeMailedTo, enterPassword, join, neverCame } from './stage/accounts';
import { askToSignIn, enter, signOut } from './stage/actors';
import { expect, test } from './stage/test';

/** Somebody as whom the other tests only ever come through Timeback, which goes on working when this one is over. */
const GUARDIAN = 'guardian@example.com';
const PASSWORD = 'three green apples';

/** Makes an account of ours for the guardian, and lets them come through Timeback as if for the first time. */
async function meetOwnAccount(page: Page): Promise<Account> {
  await neverCame(page, GUARDIAN);
  const account = await join(page, { email: GUARDIAN, password: PASSWORD });
  await expect(page.getByRole('heading', { level: 1, name: 'Hi, Ngozi!' })).toBeVisible();
  await signOut(page);
  await askToSignIn(page);
  await enter(page, GUARDIAN);
  await expect(page).toHaveURL('/link');
  return account;
}

async function prove(page: Page, password: string): Promise<void> {
  await page.getByLabel('Password for this account').fill(password);
  await page.getByRole('button', { name: "It's mine" }).click();
}

test('who has an account here and comes through Timeback joins both by the password', async ({ page }) => {
  const account = await meetOwnAccount(page);
  await expect(page.getByRole('heading', { level: 1, name: 'Is this account yours?' })).toBeVisible();
  await prove(page, 'guessed');
  await expect(page.getByLabel('Password for this account')).toHaveAccessibleDescription(/don't match/);
  await prove(page, PASSWORD);
  await expect(page).toHaveURL('/profile');
  await expect(page.getByRole('heading', { level: 1, name: 'Hi, Ngozi!' })).toBeVisible();

  await signOut(page);
  await enterPassword(page, account);
  await page.goto('/account');
  await expect(page.getByRole('region', { name: 'Connected accounts' })).toContainText('Timeback');
  await signOut(page);
  await askToSignIn(page);
  await enter(page, GUARDIAN);
  await expect(page).toHaveURL('/profile');
});

test('they join them by a mailed code as well, and axe finds nothing against the page that asks', async ({ page }) => {
  await meetOwnAccount(page);
  await page.getByRole('button', { name: 'E-mail me a code instead' }).click();
  await expect(page.getByLabel('Code from the e-mail')).toBeFocused();
  for (const appearance of APPEARANCES) {
    await appear(page, appearance);
    expect.soft(await violations(page), appearance.name).toEqual([]);
  }
  await page.getByLabel('Code from the e-mail').fill(await codeMailedTo(page, GUARDIAN));
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL('/profile');
});
