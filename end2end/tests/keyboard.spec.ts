import type { Locator, Page } from '@playwright/test';

import { PASSWORD, STUDENT, settled, signIn } from './stage/actors';
import { expect, test } from './stage/test';

/** No page of ours has more stops than this. */
const MOST_STOPS = 30;

/** Presses Tab until the element has the focus. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let stop = 0; stop < MOST_STOPS; stop += 1) {
    await page.keyboard.press('Tab');
    if (await hasFocus(target)) return;
  }
  await expect(target).toBeFocused();
}

async function hasFocus(target: Locator): Promise<boolean> {
  return target.evaluate((element) => element === document.activeElement);
}

test('a student signs in, refreshes and signs out by keyboard alone', async ({ page, scripts }) => {
  await page.goto('/');
  await tabTo(page, page.getByRole('link', { name: 'Sign in with Timeback' }));
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Email')).toBeVisible();
  await tabTo(page, page.getByLabel('Email'));
  await page.keyboard.type(STUDENT);
  await page.keyboard.press('Tab');
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press('Enter');

  await expect(page).toHaveURL('/profile');
  await settled(page, scripts);
  const refresh = page.getByRole('button', { name: /^Refresh/ });
  await tabTo(page, refresh);
  await page.keyboard.press('Enter');
  await expect(page.getByText('Updated just now')).toBeVisible();
  await settled(page, scripts);
  if (scripts) {
    await expect(refresh).not.toHaveAttribute('aria-disabled', 'true');
    await expect(refresh).toBeFocused();
  }

  await page.reload();
  await settled(page, scripts);
  await tabTo(page, page.getByRole('button', { name: 'Sign out' }));
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL('/');
  await expect(page.getByRole('link', { name: 'Sign in with Timeback' })).toBeVisible();
});

test('the first stop is a way past the header, and it is seen', async ({ page, scripts }) => {
  await signIn(page, STUDENT);
  await settled(page, scripts);
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: 'Skip to content' });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL('/profile#content');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('main').getByRole('button', { name: 'Refresh' })).toBeFocused();
});

test('what has the focus shows it', async ({ page, scripts }) => {
  await signIn(page, STUDENT);
  await settled(page, scripts);
  const stops = [
    ...(await page.getByRole('banner').getByRole('link').all()),
    page.getByRole('button', { name: 'Sign out' }),
    page.getByRole('button', { name: 'Refresh' }),
  ];
  for (const stop of stops) {
    await tabTo(page, stop);
    const outline = await stop.evaluate((element) => getComputedStyle(element).outlineStyle);
    expect(outline, await stop.innerText()).not.toBe('none');
  }
});
