// People who have an account here, and what they do with it.

import { randomUUID } from 'node:crypto';

import { type Locator, type Page, expect } from '@playwright/test';

import { signIn } from './actors';

/** An account as its owner knows it. */
export interface Account {
  readonly email: string;
  readonly password: string;
}

/** Somebody whom nobody knows yet. */
export function stranger(): Account {
  // One word: eight digits in a row that stand alone are a code.
  return { email: `maya${randomUUID().replaceAll('-', '')}@example.com`, password: 'three green apples' };
}

/** Opens the mailbox, and finds the newest mail to an address. */
async function mailTo(mailbox: Page, address: string): Promise<Locator> {
  await mailbox.goto('/_mailbox');
  return mailbox.getByRole('article').filter({ hasText: `To ${address}` }).first();
}

/** Reads the code of the newest mail to an address, in a tab of its own. */
export async function codeMailedTo(page: Page, address: string): Promise<string> {
  const mailbox = await page.context().newPage();
  const mail = await mailTo(mailbox, address);
  const code = /\b\d{8}\b/.exec(await mail.innerText())?.[0] ?? '';
  await mailbox.close();
  return code;
}

/** Follows the link in the newest mail to an address. */
export async function followMailTo(page: Page, address: string): Promise<void> {
  const mail = await mailTo(page, address);
  await mail.getByRole('link', { name: '/confirm?token=' }).click();
}

/** Fills in the form that makes an account, and sends it. */
export async function signUp(page: Page, { email, password }: Account): Promise<void> {
  await page.goto('/');
  await page.getByRole('link', { name: 'Create an account' }).click();
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('New password').fill(password);
  await page.getByRole('button', { name: 'Create account' }).click();
}

/** Enters the code that was mailed to this address. */
export async function enterMailedCode(page: Page, address: string, button: string): Promise<void> {
  await page.getByLabel('Code from the e-mail').fill(await codeMailedTo(page, address));
  await page.getByRole('button', { name: button, exact: true }).click();
}

/** Makes an account, and stands signed in on its profile. */
export async function join(page: Page, account = stranger()): Promise<Account> {
  await signUp(page, account);
  await enterMailedCode(page, account.email, 'Confirm and sign in');
  await expect(page).toHaveURL('/profile');
  return account;
}

/** Fills in the way in for accounts of ours, and sends it. */
export async function enterPassword(page: Page, { email, password }: Account): Promise<void> {
  await page.goto('/');
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

/** The pages of an account, as its navigation names them. */
export type AccountPage = 'Personal info' | 'Security' | 'Your data';

/** Opens a page of the account. */
export async function openAccount(page: Page, name: AccountPage = 'Personal info'): Promise<void> {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Account' }).click();
  const link = page.getByRole('navigation', { name: 'Account' }).getByRole('link', { name });
  await link.click();
  await expect(link).toHaveAttribute('aria-current', 'page');
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
}

/** Opens the form of a setting by its line, which says what the form does. */
export async function openForm(page: Page, action: string): Promise<void> {
  await page.locator('summary').filter({ hasText: action }).click();
}

/** Deletes the account, from the page of its data with the form open. */
export async function deleteAccount(page: Page): Promise<void> {
  await page.getByLabel('Type the word “delete”').fill('delete');
  await page.getByRole('button', { name: 'Delete my account' }).click();
  await expect(page.getByRole('heading', { name: 'Your account is deleted' })).toBeVisible();
}

/** Lets one of the sandbox's people be as if they had never been here. */
export async function neverCame(page: Page, email: string): Promise<void> {
  await signIn(page, email);
  await openAccount(page, 'Your data');
  await openForm(page, 'Delete account');
  await deleteAccount(page);
}

/** Begins to set up an authenticator app, and answers with the key it is told. */
export async function beginApp(page: Page): Promise<string> {
  await openAccount(page, 'Security');
  await openForm(page, 'Add an authenticator app');
  await page.getByRole('button', { name: 'Set up an authenticator app' }).click();
  await expect(page.getByRole('heading', { name: 'Set up an authenticator app' })).toBeVisible();
  return (await page.getByRole('code').innerText()).replaceAll(' ', '');
}
