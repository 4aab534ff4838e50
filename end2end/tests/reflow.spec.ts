import { settled, signIn } from './stage/actors';
import { expect, test } from './stage/test';

/** The narrowest phone, and a desktop of 1280 pixels at 400 %. */
const WINDOWS = { '320 px wide': { width: 320, height: 640 }, '1280 × 800 at 400 %': { width: 320, height: 200 } };

const ROUTES = {
  'student@example.com': [
    '/profile',
    '/history',
    '/history/2026-11-20',
    '/courses/course-math-5',
    '/examples',
    '/no/such/page',
    '/account',
    '/account/security',
    '/account/data',
    '/account/confirm',
  ],
  'busy@example.com': ['/profile', '/history'],
  'unicode@example.com': ['/profile'],
  'stranger@example.com': ['/profile'],
  'guardian@example.com': ['/profile', '/students', '/students/chidi-okafor'],
};

for (const [name, viewport] of Object.entries(WINDOWS)) {
  test(`nothing scrolls sideways when the window is ${name}`, async ({ page, context, scripts, watch }) => {
    watch.allow(/status of 404/);
    await page.setViewportSize(viewport);
    const expectNoSidewaysScrolling = async (path: string) => {
      await page.goto(path);
      await settled(page, scripts);
      const { needs, has } = await page.evaluate(() => ({
        needs: document.documentElement.scrollWidth,
        has: document.documentElement.clientWidth,
      }));
      expect.soft(needs, path).toBeLessThanOrEqual(has);
    };
    for (const path of ['/', '/sign-up', '/recover', '/confirm?for=sign_in']) {
      await expectNoSidewaysScrolling(path);
    }
    for (const [email, paths] of Object.entries(ROUTES)) {
      await signIn(page, email);
      for (const path of paths) {
        await expectNoSidewaysScrolling(path);
      }
      await context.clearCookies();
    }
  });
}
