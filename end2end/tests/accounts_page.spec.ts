import { readFile } from 'node:fs/promises';

import { codeMailedTo, deleteAccount, enterPassword, join, openAccount, openForm, stranger } from './stage/accounts';
import { signOut } from './stage/actors';
import { expect, test } from './stage/test';

/** How a browser on another device calls itself. */
const ELSEWHERE = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:132.0) Gecko/20100101 Firefox/132.0';

test('a user changes their name, and it is told once', async ({ page }) => {
  await join(page);
  await openAccount(page);
  await openForm(page, 'Add your name');
  await page.getByLabel('First name').fill('Maja');
  await page.getByLabel('Last name').fill('نور');
  await page.getByRole('button', { name: 'Save name' }).click();
  const section = page.getByRole('region', { name: 'Name' });
  await expect(section.getByRole('status')).toHaveText('Your name is saved.');
  await page.reload();
  await expect(section.getByRole('status')).toHaveCount(0);
  await expect(section).toContainText('Maja نور');
  await openForm(page, 'Change name');
  await expect(page.getByLabel('First name')).toHaveValue('Maja');
  await expect(page.getByLabel('Last name')).toHaveValue('نور');
});

test('what cannot be saved stays in its field, which says why and is led to', async ({ page }) => {
  await join(page);
  await openAccount(page);
  await openForm(page, 'Change main address');
  await page.getByLabel('New e-mail address').fill('maja at home');
  await page.getByRole('button', { name: 'Change address' }).click();
  const field = page.getByLabel('New e-mail address');
  await expect(field).toHaveValue('maja at home');
  await expect(field).toHaveAccessibleDescription(/That doesn't look like an e-mail address.*We'll e-mail a code/);
  await expect(page.getByRole('alert')).toHaveCount(1);
  await page.getByRole('alert').getByRole('link', { name: 'the new address' }).click();
  await expect(field).toBeFocused();
  await expect(page.getByText("That doesn't look like an e-mail address")).toBeInViewport();
});

test('a user adds an address, confirms it and makes it the main one', async ({ page }) => {
  await join(page);
  await openAccount(page);
  const { email } = stranger();
  await openForm(page, 'Add an address');
  await page.getByLabel('Another e-mail address').fill(email);
  await page.getByRole('button', { name: 'Add address' }).click();
  const section = page.getByRole('region', { name: 'E-mail addresses' });
  await expect(section.getByRole('status')).toHaveText('We e-mailed a code to that address. Enter it below.');
  await section.getByLabel('Code we e-mailed').fill(await codeMailedTo(page, email));
  await section.getByRole('button', { name: 'Confirm address' }).click();
  await expect(section.getByRole('status')).toHaveText('That address is confirmed. You can sign in with it.');
  await section.getByRole('button', { name: `Make ${email} your main address` }).click();
  await expect(section.getByRole('status')).toHaveText("That's your main address now.");
  await expect(section.getByRole('listitem').filter({ hasText: email })).toContainText('Main address');
});

test('a user signs another device out', async ({ page, browser, baseURL, scripts }) => {
  const account = await join(page);
  const context = await browser.newContext({ baseURL, javaScriptEnabled: scripts, userAgent: ELSEWHERE });
  const elsewhere = await context.newPage();
  await enterPassword(elsewhere, account);
  await expect(elsewhere).toHaveURL('/profile');

  await openAccount(page, 'Security');
  const devices = page.getByRole('region', { name: "Where you're signed in" });
  await expect(devices.getByRole('listitem')).toHaveCount(2);
  await devices.getByRole('button', { name: 'Sign out Firefox on Windows' }).click();
  await expect(devices.getByRole('status')).toHaveText('That device is signed out.');
  await expect(devices.getByRole('listitem')).toHaveCount(1);
  await elsewhere.goto('/profile');
  await expect(elsewhere).toHaveURL('/');
  await context.close();
});

test('a user downloads what is held about them', async ({ page }) => {
  const account = await join(page);
  await openAccount(page, 'Your data');
  const downloaded = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download your data' }).click();
  const download = await downloaded;
  expect(download.suggestedFilename()).toBe('timeback-dashboard-data.json');
  const text = await readFile(await download.path(), 'utf8');
  expect(text).toContain(account.email);
  expect(JSON.parse(text)).toHaveProperty('exported_at');
});

test('a user deletes their account, not by a slip, and nothing opens it again', async ({ page }) => {
  const account = await join(page);
  await openAccount(page, 'Your data');
  await openForm(page, 'Delete account');
  await page.getByRole('button', { name: 'Delete my account' }).click();
  await expect(page.getByLabel('Type the word “delete”')).toHaveAccessibleDescription('Type the word delete to continue.');
  await deleteAccount(page);
  await page.getByRole('link', { name: 'Go to the start page' }).click();
  await enterPassword(page, account);
  await expect(page.getByLabel('Password')).toHaveAccessibleDescription(/don't match/);
});

test('who was signed out meanwhile is told so, and signs in again', async ({ page }) => {
  const account = await join(page);
  await openAccount(page);
  await openForm(page, 'Add your name');
  await page.context().clearCookies();
  await page.getByRole('button', { name: 'Save name' }).click();
  await expect(page.getByRole('alert')).toContainText("You've been signed out");
  await enterPassword(page, account);
  await expect(page).toHaveURL('/account');
  await signOut(page);
});
