import type { Page } from '@playwright/test';

import { codeOf } from '../clients/authenticator.mjs';
import { beginApp, enterPassword, followMailTo, join, openAccount, openForm, signUp, stranger } from './stage/accounts';
import { APPEARANCES, appear, violations } from './stage/accessibility';
import { signOut } from './stage/actors';
import { expect, test } from './stage/test';

async function setUpApp(page: Page): Promise<void> {
  const key = await beginApp(page);
  await page.getByLabel('Code from your app').fill(codeOf(key));
  await page.getByRole('button', { name: 'Finish' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Your backup codes' })).toBeVisible();
}

async function press(page: Page, button: string): Promise<void> {
  await page.getByRole('button', { name: button, exact: true }).click();
}

/** The pages of accounts, in the states they know, and how to get there. */
const PAGES: Record<string, (page: Page) => Promise<unknown>> = {
  'the way in after a wrong password': (page) => enterPassword(page, stranger()),
  'making an account without an address': (page) => signUp(page, { email: '', password: '' }),
  'a forgotten password without an address': async (page) => {
    await page.goto('/recover');
    await press(page, 'Send the e-mail');
  },
  'a wrong mailed code': async (page) => {
    await page.goto('/confirm?for=sign_up');
    await page.getByLabel('E-mail address').fill(stranger().email);
    await press(page, 'Confirm and sign in');
  },
  'the page of a mailed link': async (page) => {
    const newcomer = stranger();
    await signUp(page, newcomer);
    await followMailTo(page, newcomer.email);
  },
  'a link that works no more': (page) => page.goto('/confirm?token=none'),
  'a confirmation nobody waits for': (page) => page.goto('/link'),
  'the account of a newcomer': async (page) => {
    await join(page);
    await openAccount(page);
  },
  'every open form of the account': async (page) => {
    await join(page);
    await openAccount(page);
    for (const action of ['Add a picture', 'Add your name', 'Change main address', 'Add an address', 'Add a number']) {
      await openForm(page, action);
    }
  },
  'the data of an account, before it is deleted': async (page) => {
    await join(page);
    await openAccount(page, 'Your data');
    await openForm(page, 'What we store');
    await openForm(page, 'Delete account');
    await press(page, 'Delete my account');
  },
  'the account after a mistake': async (page) => {
    await join(page);
    await openAccount(page, 'Security');
    await openForm(page, 'Change password');
    await press(page, 'Save password');
  },
  'the account after a change': async (page) => {
    await join(page);
    await openAccount(page);
    await openForm(page, 'Add your name');
    await press(page, 'Save name');
    await expect(page.getByRole('status')).toBeVisible();
  },
  'the account whose address is changing': async (page) => {
    await join(page);
    await openAccount(page);
    await openForm(page, 'Change main address');
    await page.getByLabel('New e-mail address').fill(stranger().email);
    await press(page, 'Change address');
    await expect(page.getByText('You want to change to')).toBeVisible();
  },
  'the account whose new address waits for its code': async (page) => {
    await join(page);
    await openAccount(page);
    await openForm(page, 'Add an address');
    await page.getByLabel('Another e-mail address').fill(stranger().email);
    await press(page, 'Add address');
    await expect(page.getByLabel('Code we e-mailed')).toBeVisible();
  },
  'the page that asks who it is': async (page) => {
    await join(page);
    await page.goto('/account/confirm?to=email');
    await press(page, 'Continue');
  },
  'the page of a waiting app': async (page) => {
    await join(page);
    await beginApp(page);
    await press(page, 'Finish');
  },
  'the page of backup codes': async (page) => {
    await join(page);
    await setUpApp(page);
  },
  'the account with an app': async (page) => {
    await join(page);
    await setUpApp(page);
    await page.getByRole('link', { name: "I've saved them" }).click();
  },
  'the second factor': async (page) => {
    const account = await join(page);
    await setUpApp(page);
    await signOut(page);
    await enterPassword(page, account);
    await press(page, 'Sign in');
  },
  'the page of a deleted account': (page) => page.goto('/account/deleted'),
  'the mailbox': (page) => page.goto('/_mailbox'),
};

for (const [name, go] of Object.entries(PAGES)) {
  test(`axe finds nothing against ${name}`, async ({ page }) => {
    await go(page);
    await page.waitForLoadState('load');
    for (const appearance of APPEARANCES) {
      await appear(page, appearance);
      expect.soft(await violations(page), appearance.name).toEqual([]);
    }
  });
}
