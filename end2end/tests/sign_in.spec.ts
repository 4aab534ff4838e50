import { STUDENT, askToSignIn, enter, settled, signIn, signOut } from './stage/actors';
import { expect, test } from './stage/test';

test('a student signs in through Timeback and stands on their profile', async ({ page }) => {
  await page.goto('/');
  await expect(page).toHaveTitle('Sign in · Timeback');
  await signIn(page, STUDENT);
  await expect(page.getByRole('heading', { level: 1, name: 'Hi, Maya!' })).toBeVisible();
  await expect(page).toHaveTitle('Profile · Timeback');
});

test('a newcomer is signed in as the student by one click', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('region', { name: 'Try it now' }).getByRole('link', { name: /^Maya/ }).click();
  await expect(page).toHaveURL('/profile');
  await expect(page.getByRole('heading', { level: 1, name: 'Hi, Maya!' })).toBeVisible();
  await signOut(page);
  await page.getByText('More people').click();
  await page.getByRole('link', { name: /^Theo/ }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Hi, Theo!' })).toBeVisible();
});

test('a developer who opens the examples picks a person and comes back to them', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('link', { name: 'Examples' }).click();
  await expect(page).toHaveURL('/');
  await expect(page.getByText("Sign in, and we'll take you to the page you asked for.")).toBeVisible();
  await page.getByRole('link', { name: /^Maya/ }).click();
  await expect(page).toHaveURL('/examples');
});

test('who is signed in is led on from the way in', async ({ page }) => {
  await signIn(page, STUDENT);
  await page.goto('/');
  await expect(page).toHaveURL('/profile');
});

test('a wrong password keeps the e-mail address and lets the student try again', async ({ page }) => {
  await askToSignIn(page);
  await enter(page, STUDENT, 'guessed');
  await expect(page.getByRole('alert')).toContainText("don't match");
  await expect(page.getByLabel('Email')).toHaveValue(STUDENT);
  await expect(page.getByLabel('Password')).toHaveValue('');
  await enter(page, STUDENT);
  await expect(page).toHaveURL('/profile');
});

test('who comes back without an answer is told so and may try again', async ({ page }) => {
  await page.goto('/api/timeback/identity/callback?error=access_denied');
  await expect(page.getByRole('alert')).toHaveText("You didn't finish signing in. You can try again.");
  await expect(page.getByRole('link', { name: 'Sign in with Timeback' })).toBeVisible();
});

test('an answer that this browser never asked for signs nobody in', async ({ page }) => {
  await page.goto('/api/timeback/identity/callback?code=stolen&state=guessed');
  await expect(page.getByRole('alert')).toContainText('Please sign in again.');
  await page.goto('/profile');
  await expect(page).toHaveURL('/');
});

test('after signing out Back shows no profile', async ({ page }) => {
  await signIn(page, STUDENT);
  await expect(page.getByRole('region', { name: 'Today', exact: true })).toBeVisible();
  await signOut(page);
  await expect(page.getByRole('link', { name: 'Sign in with Timeback' })).toBeVisible();
  await page.goBack({ waitUntil: 'commit' });
  await expect(page.getByRole('link', { name: 'Sign in with Timeback' })).toBeVisible();
  await expect(page.getByText('Maya Okafor')).toHaveCount(0);
});

test('on a shared computer the next student meets the form, and is themselves', async ({ page }) => {
  await signIn(page, STUDENT);
  await expect(page.getByRole('heading', { level: 1, name: 'Hi, Maya!' })).toBeVisible();
  await signOut(page);
  await signIn(page, 'fractional@example.com');
  await expect(page.getByRole('heading', { level: 1 })).not.toHaveText('Hi, Maya!');
  await expect(page.getByText('12.5 XP').first()).toBeVisible();
});

for (const path of ['/account', '/account/security', '/account/data', '/account/confirm?to=password', '/examples']) {
  test(`who is sent away from ${path} to sign in comes back to it, once`, async ({ page, scripts }) => {
    await page.goto(path);
    await expect(page).toHaveURL('/');
    await page.getByRole('link', { name: 'Sign in with Timeback' }).click();
    await enter(page, STUDENT);
    await expect(page).toHaveURL(path);
    await settled(page, scripts);
    if (scripts) {
      // What the examples still ask for when their session ends would be refused.
      await expect(page.getByText('Loading…', { exact: true })).toHaveCount(0);
    }
    await signOut(page);
    await signIn(page, STUDENT);
    await expect(page).toHaveURL('/profile');
  });
}

for (const path of ['/profile', '/examples']) {
  test(`a signed-out visitor of ${path} lands on the way in`, async ({ page }) => {
    await page.goto(path);
    await expect(page).toHaveURL('/');
    await expect(page.getByRole('link', { name: 'Sign in with Timeback' })).toBeVisible();
  });
}
