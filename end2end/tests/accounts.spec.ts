import { type Account, codeMailedTo, enterMailedCode, enterPassword, followMailTo, join, signUp, stranger } from './stage/accounts';
import { signOut } from './stage/actors';
import { expect, test } from './stage/test';

const KNOWN = 'You are signed in';

test('a newcomer makes an account, enters the mailed code and stands on their profile', async ({ page }) => {
  const newcomer = stranger();
  await signUp(page, newcomer);
  await expect(page).toHaveTitle('Confirm · Timeback');
  await expect(page.getByLabel('E-mail address')).toHaveValue(newcomer.email);
  await expect(page.getByLabel('Code from the e-mail')).toBeFocused();
  const code = await codeMailedTo(page, newcomer.email);
  // As people copy it.
  await page.getByLabel('Code from the e-mail').fill(` ${code.slice(0, 4)} ${code.slice(4)}`);
  await page.getByRole('button', { name: 'Confirm and sign in' }).click();
  await expect(page).toHaveURL('/profile');
  await expect(page.getByRole('heading', { level: 1, name: KNOWN })).toBeVisible();
});

test('a newcomer follows the link in the mail, and only the button there confirms', async ({ page }) => {
  const newcomer = stranger();
  await signUp(page, newcomer);
  for (const _look of ['a program that looks into mails', 'the newcomer']) {
    await followMailTo(page, newcomer.email);
    await expect(page.getByRole('heading', { level: 1, name: 'Confirm your address' })).toBeVisible();
    await expect(page.getByText(newcomer.email)).toBeVisible();
  }
  await page.getByRole('button', { name: 'Confirm and sign in' }).click();
  await expect(page.getByRole('heading', { level: 1, name: KNOWN })).toBeVisible();
  await signOut(page);
  await followMailTo(page, newcomer.email);
  await expect(page.getByRole('heading', { name: 'This link no longer works' })).toBeVisible();
});

test('what cannot be an account is said beside its field, and the address stays', async ({ page }) => {
  const typed: Account = { email: 'maya', password: 'three green apples' };
  await signUp(page, typed);
  const address = page.getByLabel('E-mail address');
  await expect(address).toHaveValue('maya');
  await expect(address).toHaveAttribute('aria-invalid', 'true');
  await expect(address).toHaveAccessibleDescription(
    'Enter your e-mail address, like maya@school.example. Look for missing or extra characters.',
  );
  await expect(page.getByText('Enter your e-mail address')).toHaveCount(1);
  await page.getByRole('alert').getByRole('link', { name: 'the e-mail address' }).click();
  await expect(address).toBeFocused();
});

test('a wrong password keeps the address and says what to do', async ({ page }) => {
  const account = await join(page);
  await signOut(page);
  await enterPassword(page, { ...account, password: 'guessed' });
  await expect(page.getByRole('alert')).toHaveText('Please check the password.');
  await expect(page.getByLabel('E-mail address')).toHaveValue(account.email);
  const password = page.getByLabel('Password');
  await expect(password).toHaveValue('');
  await expect(password).toBeFocused();
  await expect(password).toHaveAccessibleDescription(/don't match. Check both and try again/);
  await password.fill(account.password);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL('/profile');
});

test('a mailed code signs in', async ({ page }) => {
  const account = await join(page);
  await signOut(page);
  await page.getByLabel('E-mail address').fill(account.email);
  await page.getByRole('button', { name: 'E-mail me a code' }).click();
  await page.getByLabel('Code from the e-mail').fill('00000000');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByLabel('Code from the e-mail')).toHaveAccessibleDescription(/already used/);
  await enterMailedCode(page, account.email, 'Sign in');
  await expect(page).toHaveURL('/profile');
});

test('who forgot their password sets a new one by a mailed code', async ({ page }) => {
  const account = await join(page);
  await signOut(page);
  await page.getByRole('link', { name: 'I forgot my password' }).click();
  await page.getByLabel('E-mail address').fill(account.email);
  await page.getByRole('button', { name: 'Send the e-mail' }).click();
  await enterMailedCode(page, account.email, 'Continue');
  await expect(page.getByRole('heading', { level: 1, name: 'Set a new password' })).toBeVisible();

  await page.getByLabel('New password').fill('short');
  await page.getByRole('button', { name: 'Set the password' }).click();
  await expect(page.getByLabel('New password')).toHaveAccessibleDescription(/at least 8 characters/);
  await page.getByLabel('New password').fill('four yellow pears');
  await page.getByRole('button', { name: 'Set the password' }).click();
  await page.getByRole('link', { name: 'Go to your profile' }).click();
  await expect(page).toHaveURL('/profile');

  await signOut(page);
  await enterPassword(page, account);
  await expect(page.getByRole('alert')).toBeVisible();
  await enterPassword(page, { ...account, password: 'four yellow pears' });
  await expect(page).toHaveURL('/profile');
});
