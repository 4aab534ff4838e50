import { type BrowserContext, type Page, expect } from '@playwright/test';

/** Everybody's password in the sandbox. */
export const PASSWORD = 'sandbox';

export const STUDENT = 'student@example.com';
export const STRANGER = 'stranger@example.com';

/** From the dashboard's way in to the provider's form. */
export async function askToSignIn(page: Page): Promise<void> {
  await page.goto('/');
  await page.getByRole('link', { name: 'Sign in with Timeback' }).click();
  await expect(page.getByLabel('Password')).toBeVisible();
}

/** Fills the provider's form in and sends it. */
export async function enter(page: Page, email: string, password = PASSWORD): Promise<void> {
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** Signs in by the way a person takes, and stands on the profile page as soon as its first bytes are there. */
export async function signIn(page: Page, email: string): Promise<void> {
  await askToSignIn(page);
  await enter(page, email);
  await page.waitForURL('/profile', { waitUntil: 'commit' });
}

export async function signOut(page: Page): Promise<void> {
  await page.getByRole('banner').getByRole('button', { name: 'Sign out' }).click();
  await page.waitForURL('/');
}

/** Lets every page of this browser be one that nobody looks at, such as a tab in the background: it hears no news. */
export async function lookAway(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => Object.defineProperty(document, 'hidden', { get: () => true }));
}

/** Waits until the page's islands listen. */
export async function awake(page: Page): Promise<void> {
  await expect(page.locator('html')).toHaveAttribute('data-islands', 'awake');
}

/** Waits until the page is as it will stay: its profile is here, and where there are scripts they listen. */
export async function settled(page: Page, scripts: boolean | undefined): Promise<void> {
  await page.waitForLoadState('load');
  await expect(page.locator('.skeleton')).toBeHidden();
  if (scripts !== false) {
    await awake(page);
  }
}
