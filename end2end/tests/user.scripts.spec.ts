// The user hook: who is signed in, and the methods of the user, as /examples shows them.

import type { Page } from '@playwright/test';

import { STUDENT, awake, signIn } from './stage/actors';
import { expect, test } from './stage/test';

/** A PNG of one pixel. */
const DOT = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

const example = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

async function openExamples(page: Page, email = STUDENT): Promise<void> {
  await signIn(page, email);
  await page.goto('/examples');
  await awake(page);
}

test('the user is loading, and then there', async ({ page }) => {
  await signIn(page, STUDENT);
  let answer = () => {};
  const answered = new Promise<void>((resolve) => (answer = resolve));
  await page.route('**/api/get_user', async (route) => {
    await answered;
    await route.continue();
  });
  await page.goto('/examples');
  await awake(page);
  const who = example(page, 'Who is signed in');
  await expect(who.getByText('Loading…', { exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Save name' })).toBeDisabled();
  answer();
  await expect(who.getByText('Hello, Maya Okafor! You sign in with one factor.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Save name' })).toBeEnabled();
});

test('a user that cannot be read says so, and is tried again', async ({ page, watch }) => {
  watch.allow(/status of 503/);
  await signIn(page, STUDENT);
  await page.route('**/api/get_user', (route) => route.fulfill({ status: 503, json: 'Unavailable' }));
  await page.goto('/examples');
  const who = example(page, 'Who is signed in');
  await expect(who.getByRole('alert')).toContainText('The dashboard is not available right now.');
  await page.unroute('**/api/get_user');
  await who.getByRole('button', { name: 'Try again' }).click();
  await expect(who.getByText('Hello, Maya Okafor!')).toBeVisible();
});

test('whose session has ended is signed out, whatever they press', async ({ page, context, watch }) => {
  watch.allow(/status of 401/);
  await openExamples(page);
  await expect(example(page, 'Who is signed in').getByText('Hello, Maya Okafor!')).toBeVisible();
  await context.clearCookies();
  await page.getByRole('button', { name: 'List sessions' }).click();
  const who = example(page, 'Who is signed in');
  await expect(who.getByText('You are signed out. Sign in', { exact: true })).toBeVisible();
  await expect(who.getByRole('link', { name: 'Sign in' })).toHaveAttribute('href', '/');
  await expect(example(page, 'List sessions').getByRole('alert')).toContainText('You are signed out.');
});

test('a name that is changed in one place is seen in the other, and after reloading', async ({ page }) => {
  await openExamples(page, 'fractional@example.com');
  const change = example(page, 'Change a name');
  const name = `Maja ${Date.now()}`;
  await change.getByLabel('First name').fill(name);
  await change.getByRole('button', { name: 'Save name' }).click();
  await expect(change.getByRole('status')).toContainText(`Saved: ${name}`);
  const who = example(page, 'Who is signed in');
  await expect(who.getByText(`Hello, ${name}`)).toBeVisible();
  await page.reload();
  await expect(who.getByText(`Hello, ${name}`)).toBeVisible();
});

test('a name that is none is refused in words, and the user stays', async ({ page, watch }) => {
  watch.allow(/status of 422/);
  await openExamples(page);
  const change = example(page, 'Change a name');
  await change.getByLabel('First name').fill('x'.repeat(101));
  await change.getByRole('button', { name: 'Save name' }).click();
  await expect(change.getByRole('status')).toHaveText('First name: please use one line of at most 100 characters.');
  await expect(example(page, 'Who is signed in').getByText('Hello, Maya Okafor!')).toBeVisible();
});

test('a picture is chosen, shown and removed, and what is none is refused in words', async ({ page, watch }) => {
  watch.allow(/status of 422/);
  await openExamples(page, 'twins@example.com');
  const choose = example(page, 'Choose a picture');
  const picture = choose.getByRole('img', { name: 'Your picture' });
  await expect(picture).toHaveAttribute('src', /^\/pictures\/initials\//);
  const pick = (name: string, buffer: Buffer) =>
    choose.getByLabel('New picture').setInputFiles({ name, mimeType: 'image/png', buffer });

  await pick('notes.png', Buffer.from('no picture'));
  await expect(choose.getByRole('status')).toHaveText('Picture: please choose a PNG, JPEG, WebP or GIF file.');
  await pick('large.png', Buffer.alloc(2 * 1024 * 1024 + 1));
  await expect(choose.getByRole('status')).toHaveText('Picture: please choose one of at most 2 MB.');
  await pick('dot.png', DOT);
  await expect(choose.getByRole('status')).toHaveText('Saved.');
  await expect(picture).not.toHaveAttribute('src', /initials/);
  await choose.getByRole('button', { name: 'Remove picture' }).click();
  await expect(picture).toHaveAttribute('src', /^\/pictures\/initials\//);
});

test('a provider that the server does not have is named', async ({ page, watch }) => {
  watch.allow(/status of 422/);
  await openExamples(page);
  const connect = example(page, 'Connect an account');
  await expect(connect.getByRole('list', { name: 'Accounts' })).toHaveText('oauth_custom_timeback (Verified)');
  await connect.getByRole('button', { name: 'Connect GitHub' }).click();
  await expect(connect.getByRole('status')).toHaveText('strategy: this dashboard does not have this provider. Please use another.');
});

test('an address is added, and a code mailed to it', async ({ page, watch }) => {
  watch.allow(/status of 422/);
  await openExamples(page, 'negative@example.com');
  const add = example(page, 'Add an e-mail address');
  await add.getByLabel('New e-mail address').fill('nobody@nowhere');
  await add.getByRole('button', { name: 'Add address' }).click();
  await expect(add.getByRole('status')).toContainText('E-mail address:');
  const address = `maja.${Date.now()}@home.example`;
  await add.getByLabel('New e-mail address').fill(address);
  await add.getByRole('button', { name: 'Add address' }).click();
  await expect(add.getByRole('status')).toHaveText(`We e-mailed a code to ${address}.`);
});

test('sessions are listed, with this device among them', async ({ page }) => {
  await openExamples(page);
  await page.getByRole('button', { name: 'List sessions' }).click();
  const sessions = page.getByRole('list', { name: 'Sessions' }).getByRole('listitem');
  await expect(sessions.filter({ hasText: '(this device)' })).toHaveCount(1);
});

test('a token is kept until it expires, and Firebase says what is missing', async ({ page, watch }) => {
  watch.allow(/status of 422/);
  await openExamples(page);
  const asked: string[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/api/create_token')) asked.push(request.postData() ?? '');
  });
  const token = example(page, 'Get a token for another service');
  const outcome = token.getByRole('status');
  await token.getByRole('button', { name: 'Hasura' }).click();
  await expect(outcome).toHaveText(/^A token of \d+ characters for Hasura\.$/);
  await token.getByRole('button', { name: 'Clerk' }).click();
  await expect(outcome).toHaveText(/^A token of \d+ characters for Clerk\.$/);
  await token.getByRole('button', { name: 'Hasura' }).click();
  await expect(outcome).toHaveText(/for Hasura\.$/);
  await token.getByRole('button', { name: 'Firebase' }).click();
  await expect(outcome).toContainText('Firebase needs FIREBASE_SERVICE_ACCOUNT on the server.');
  expect(asked).toEqual(['{"service":"hasura"}', '{"service":"clerk"}', '{"service":"firebase"}']);
});

test('only the page that uses the hook loads its WebAssembly', async ({ page }) => {
  const loaded: string[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('.wasm')) loaded.push(new URL(request.url()).pathname);
  });
  await signIn(page, STUDENT);
  await awake(page);
  expect(loaded.filter((path) => !path.startsWith('/pkg/timeback-dashboard.'))).toEqual([]);
  await page.goto('/examples');
  await awake(page);
  expect(loaded.filter((path) => path.includes('_examples_'))).toHaveLength(1);
});
