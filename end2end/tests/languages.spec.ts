import type { Page } from '@playwright/test';

import { violations } from './stage/accessibility';
import { STUDENT, settled, signIn } from './stage/actors';
import { expect, test } from './stage/test';

/** The pseudo-locale is English with accents, a third longer. */
const LANGUAGES = ['en', 'es', 'ar', 'en-XA'];
const THEMES = ['light', 'dark'] as const;

const PEOPLE = [
  'student@example.com',
  'guardian@example.com',
  'teacher@example.com',
  'new.student@example.com',
  'no.goals@example.com',
  'fractional@example.com',
  'negative@example.com',
  'busy@example.com',
  'unicode@example.com',
  "o'brien@example.com",
  'twins@example.com',
  'stranger@example.com',
];

const OWN_PAGES = ['/profile', '/history', '/courses/course-math-5', '/account', '/account/security', '/account/data'];

/** Chooses the language as the form below a page does. The pseudo-locale has no button there. */
async function read(page: Page, language: string, origin: string): Promise<void> {
  const headers = { origin, 'sec-fetch-site': 'same-origin' };
  await page.request.post('/language', { form: { language }, headers, maxRedirects: 0 });
}

// An account keeps the choice, and the next test's student may be the same.
test.afterEach(({ page, server }) => read(page, 'en', server.app));

async function expectNoSidewaysScrolling(page: Page, what: string): Promise<void> {
  const [needs, has] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  expect.soft(needs, what).toBeLessThanOrEqual(has ?? 0);
}

for (const email of PEOPLE) {
  test(`the profile of ${email} fits a phone in every language and theme`, async ({ page, server, scripts }) => {
    await page.setViewportSize({ width: 320, height: 640 });
    await signIn(page, email);
    for (const language of LANGUAGES) {
      await read(page, language, server.app);
      for (const colorScheme of THEMES) {
        await page.emulateMedia({ colorScheme });
        await page.goto('/profile');
        await settled(page, scripts);
        await expect(page.locator('html')).toHaveAttribute('lang', language);
        await expectNoSidewaysScrolling(page, `${language}, ${colorScheme}`);
      }
    }
  });
}

for (const language of ['es', 'ar']) {
  test(`axe has nothing to say against the student's pages in ${language}, and they fit`, async ({ page, server, scripts }) => {
    test.slow();
    await page.setViewportSize({ width: 320, height: 640 });
    await read(page, language, server.app);
    for (const path of ['/', '/sign-up', '/recover']) {
      await page.goto(path);
      await settled(page, scripts);
      await expectNoSidewaysScrolling(page, path);
      expect.soft(await violations(page), path).toEqual([]);
    }
    await read(page, 'en', server.app);
    await signIn(page, STUDENT);
    await read(page, language, server.app);
    for (const path of OWN_PAGES) {
      await page.goto(path);
      await settled(page, scripts);
      await expectNoSidewaysScrolling(page, path);
      expect.soft(await violations(page), path).toEqual([]);
    }
  });
}

test('a language is chosen below the page, and stays chosen', async ({ page }) => {
  await signIn(page, STUDENT);
  await page.getByRole('link', { name: 'History' }).first().click();
  await page.getByRole('button', { name: 'Español' }).click();
  await expect(page).toHaveURL(/\/history$/);
  await expect(page.getByRole('heading', { name: 'Historial' })).toBeVisible();
  await page.getByRole('link', { name: 'Perfil' }).click();
  await expect(page.getByRole('heading', { name: 'Hoy', exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'العربية' }).click();
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.getByRole('heading', { name: 'Today', exact: true })).toBeVisible();
});
