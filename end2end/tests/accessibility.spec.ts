import type { Page } from '@playwright/test';

import { APPEARANCES, appear, violations } from './stage/accessibility';
import { askToSignIn, enter, settled, signIn } from './stage/actors';
import { ACTIVITY, USERS, type Sandbox } from './stage/sandbox';
import { expect, test } from './stage/test';

type Way = (page: Page, sandbox: Sandbox) => Promise<unknown>;

const profileOf = (email: string): Way => (page) => signIn(page, email);

/** Every page, in every state it knows, and how to get there. */
const OURS: Record<string, Way> = {
  'the way in': (page) => page.goto('/'),
  'the way in with all people': async (page) => {
    await page.goto('/');
    await page.getByText('More people').click();
  },
  'the way in after a failure': (page) => page.goto('/?error=expired'),
  'the profile of a student': profileOf('student@example.com'),
  'the profile of a new student': profileOf('new.student@example.com'),
  'the profile of a student who lost XP': profileOf('negative@example.com'),
  'the profile of a student of fifty courses': profileOf('busy@example.com'),
  'the profile in several scripts': profileOf('unicode@example.com'),
  'the page for a stranger': profileOf('stranger@example.com'),
  'the page for an ambiguous address': profileOf('twins@example.com'),
  'the page without XP': async (page, sandbox) => {
    await sandbox.fail({ route: ACTIVITY, status: 500 });
    await signIn(page, 'student@example.com');
  },
  'the page without a profile': async (page, sandbox) => {
    await sandbox.fail({ route: USERS, status: 500 });
    await signIn(page, 'student@example.com');
  },
  'the history': async (page) => {
    await signIn(page, 'busy@example.com');
    await page.goto('/history');
    await page.getByText('By month').first().click();
  },
  'a day': async (page) => {
    await signIn(page, 'negative@example.com');
    await page.getByRole('region', { name: 'The last seven days' }).getByRole('link').last().click();
  },
  'a course': async (page) => {
    await signIn(page, 'student@example.com');
    await page.goto('/courses/course-math-5');
  },
  'the students of a guardian': async (page) => {
    await signIn(page, 'guardian@example.com');
    await page.goto('/students');
  },
  'a student of a teacher': async (page) => {
    await signIn(page, 'teacher@example.com');
    await page.goto('/students/maya-okafor');
  },
  'the examples': async (page) => {
    await signIn(page, 'student@example.com');
    await page.goto('/examples');
  },
  'making an account': (page) => page.goto('/sign-up'),
  'a forgotten password': (page) => page.goto('/recover'),
  'the page for a mailed code': (page) => page.goto('/confirm?for=sign_in'),
  'the account': async (page) => {
    await signIn(page, 'student@example.com');
    await page.goto('/account');
  },
  'the security of an account': async (page) => {
    await signIn(page, 'student@example.com');
    await page.goto('/account/security');
  },
  'the data of an account': async (page) => {
    await signIn(page, 'student@example.com');
    await page.goto('/account/data');
  },
  'the page for an address that is none': (page) => page.goto('/no/such/page'),
};

const PROVIDERS: Record<string, Way> = {
  "the sandbox's form": askToSignIn,
  "the sandbox's form after a wrong password": async (page) => {
    await askToSignIn(page);
    await enter(page, 'student@example.com', 'guessed');
    await expect(page.getByRole('alert')).toBeVisible();
  },
};

async function expectNoViolation(page: Page): Promise<void> {
  for (const appearance of APPEARANCES) {
    await appear(page, appearance);
    expect.soft(await violations(page), appearance.name).toEqual([]);
  }
}

for (const [name, go] of Object.entries(OURS)) {
  test(`axe finds nothing against ${name}`, async ({ page, sandbox, scripts, watch }) => {
    watch.allow(/status of 404/);
    await go(page, sandbox);
    await settled(page, scripts);
    await expectNoViolation(page);
  });
}

for (const [name, go] of Object.entries(PROVIDERS)) {
  test(`axe finds nothing against ${name}`, async ({ page, sandbox }) => {
    await go(page, sandbox);
    await expectNoViolation(page);
  });
}

test('axe finds nothing against the skeleton of a slow profile', async ({ page }) => {
  await signIn(page, 'fractional@example.com');
  await expect(page.getByRole('region', { name: 'Today', exact: true })).toBeVisible();
  // A page does not wait for long, so it is taken back to where it stood before the profile came.
  await page.locator('.skeleton').evaluate((element) => {
    while (element.nextElementSibling) element.nextElementSibling.remove();
  });
  const skeleton = page.getByText('Loading your profile…');
  await expect(skeleton).toBeVisible();
  await appear(page, APPEARANCES[0]);
  expect(await violations(page)).toEqual([]);
  await expect(skeleton).toBeVisible();
});
