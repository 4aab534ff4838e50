import type { Page } from '@playwright/test';

import { codeOf } from '../clients/authenticator.mjs';
import { beginApp, enterPassword, join, openAccount } from './stage/accounts';
import { signOut } from './stage/actors';
import { expect, test } from './stage/test';

async function enterFactor(page: Page, code: string): Promise<void> {
  await expect(page).toHaveURL(/\/second-factor/);
  await page.getByLabel('Code', { exact: true }).fill(code);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

test('an authenticator app is asked for at the next sign-in, and a backup code stands in for it once', async ({ page }) => {
  const account = await join(page);
  const key = await beginApp(page);
  await expect(page.getByRole('img', { name: 'QR code with the key for your app' })).toBeVisible();
  await page.getByLabel('Code from your app').fill('000000');
  await page.getByRole('button', { name: 'Finish' }).click();
  await expect(page.getByLabel('Code from your app')).toHaveAccessibleDescription(/That code is wrong/);
  await page.getByLabel('Code from your app').fill(codeOf(key));
  await page.getByRole('button', { name: 'Finish' }).click();

  await expect(page.getByRole('heading', { level: 1, name: 'Your backup codes' })).toBeVisible();
  const backups = await page.getByRole('code').allInnerTexts();
  expect(new Set(backups).size).toBe(10);
  await page.getByRole('link', { name: "I've saved them" }).click();
  await expect(page.getByRole('region', { name: 'Two-step verification' })).toContainText('My phone');

  await signOut(page);
  await enterPassword(page, account);
  // The step of time after the one that was used.
  await enterFactor(page, codeOf(key, 1));
  await expect(page).toHaveURL('/profile');

  await signOut(page);
  await enterPassword(page, account);
  await enterFactor(page, '');
  await expect(page.getByLabel('Code', { exact: true })).toHaveAccessibleDescription(/Enter the code/);
  await enterFactor(page, backups[0]);
  await expect(page).toHaveURL('/profile');

  await signOut(page);
  await enterPassword(page, account);
  await enterFactor(page, backups[0]);
  await expect(page.getByLabel('Code', { exact: true })).toHaveAccessibleDescription(/That code is wrong or was already used/);
  await enterFactor(page, backups[1]);
  await openAccount(page, 'Security');
  await expect(page.getByText('8 left')).toBeVisible();
});

test('half a sign-in opens nothing, and can be given up', async ({ page }) => {
  const account = await join(page);
  await page.goto('/profile');
  const key = await beginApp(page);
  await page.getByLabel('Code from your app').fill(codeOf(key));
  await page.getByRole('button', { name: 'Finish' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Your backup codes' })).toBeVisible();
  await signOut(page);
  await enterPassword(page, account);
  for (const path of ['/profile', '/account', '/account/security', '/account/data', '/']) {
    await page.goto(path);
    await expect(page).toHaveURL('/second-factor');
  }
  await page.getByRole('button', { name: 'Sign in as someone else' }).click();
  await expect(page.getByRole('link', { name: 'Sign in with Timeback' })).toBeVisible();
});
