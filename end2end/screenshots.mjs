// Screenshots of every state of the students' pages, by language, theme and width, against the release build:
//
//     node screenshots.mjs [part of a state's name]
//
// They go to docs/<state>/<language>-<theme>-<width>.webp. DASHBOARD_BINARY, DASHBOARD_SITE and CHROMIUM as for the tests.

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { chromium } from '@playwright/test';

import { CHROMIUM_FLAGS, chromiumPath } from './browser.mjs';
import { Dashboard } from './dashboard.mjs';

const DOCS = join(dirname(fileURLToPath(import.meta.url)), 'docs');
const LANGUAGES = ['en', 'es', 'ar'];
const THEMES = ['light', 'dark'];
const WIDTHS = { phone: 390, desktop: 1280 };
const QUALITY = 40;

const ACTIVITY = '/edubridge/analytics/activity';
const USERS = '/ims/oneroster/rostering/v1p2/users';
const COURSE_XP = '/edubridge/analytics/enrollment/{id}';

/** Who looks at which page, and what fails meanwhile. */
const STATES = {
  'front-page': { path: '/' },
  'sign-up': { path: '/sign-up' },
  profile: { who: 'student@example.com', path: '/profile' },
  'profile-new-student': { who: 'new.student@example.com', path: '/profile' },
  'profile-no-goals': { who: 'no.goals@example.com', path: '/profile' },
  'profile-fractions': { who: 'fractional@example.com', path: '/profile' },
  'profile-xp-taken-back': { who: 'negative@example.com', path: '/profile' },
  'profile-fifty-courses': { who: 'busy@example.com', path: '/profile' },
  'profile-other-scripts': { who: 'unicode@example.com', path: '/profile' },
  'profile-stranger': { who: 'stranger@example.com', path: '/profile' },
  'profile-ambiguous': { who: 'twins@example.com', path: '/profile' },
  'profile-without-xp': { who: 'student@example.com', path: '/profile', faults: [{ route: ACTIVITY, status: 500 }] },
  'profile-without-course-xp': { who: 'student@example.com', path: '/profile', faults: [{ route: COURSE_XP, status: 500 }] },
  'profile-unavailable': { who: 'student@example.com', path: '/profile', faults: [{ route: USERS, status: 500 }] },
  'profile-guardian': { who: 'guardian@example.com', path: '/profile' },
  history: { who: 'busy@example.com', path: '/history' },
  'history-empty': { who: 'new.student@example.com', path: '/history' },
  day: { who: 'student@example.com', path: '/history/{yesterday}' },
  course: { who: 'student@example.com', path: '/courses/course-math-5' },
  students: { who: 'guardian@example.com', path: '/students' },
  student: { who: 'teacher@example.com', path: '/students/maya-okafor' },
  account: { who: 'student@example.com', path: '/account' },
  'account-security': { who: 'student@example.com', path: '/account/security' },
  'account-data': { who: 'student@example.com', path: '/account/data' },
  'not-found': { path: '/no/such/page' },
};

const chosen = process.argv[2] ?? '';
const browser = await chromium.launch({ executablePath: chromiumPath(), args: CHROMIUM_FLAGS });
let [shots, wide] = [0, 0];
try {
  const states = Object.entries(STATES).filter(([name]) => name.includes(chosen));
  for (const [index, [name, state]] of states.entries()) {
    // A dashboard of its own: what failed in one state is not remembered in the next. The last one may still be stopping.
    const dashboard = await Dashboard.start({ port: 3400 + index, sandboxPort: 4400 + index });
    try {
      await shoot(dashboard, name, state);
    } finally {
      dashboard.stop();
    }
  }
} finally {
  await browser.close();
}
console.log(`${shots} screenshots in ${DOCS}, ${wide} of pages that are wider than their window`);
process.exitCode = wide === 0 ? 0 : 1;

async function shoot(dashboard, name, { who, path, faults = [] }) {
  await fetch(`${dashboard.sandbox}/_sandbox/faults`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(faults),
  });
  const session = who && (await dashboard.signIn(who));
  for (const language of LANGUAGES) {
    for (const colorScheme of THEMES) {
      for (const [window, width] of Object.entries(WIDTHS)) {
        const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme, locale: language });
        if (session) {
          const [cookie, value] = session.split(/=(.*)/s);
          await context.addCookies([{ name: cookie, value, url: dashboard.app }]);
        }
        const page = await context.newPage();
        await page.goto(dashboard.app + path.replace('{yesterday}', yesterday()), { waitUntil: 'networkidle' });
        if (await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)) {
          wide += 1;
          console.log(`${name} is wider than its window: ${language}, ${colorScheme}, ${window}`);
        }
        await keep(page, join(DOCS, name, `${language}-${colorScheme}-${window}.webp`));
        await context.close();
      }
    }
  }
  console.log(name);
}

async function keep(page, file) {
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: QUALITY, captureBeyondViewport: true });
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, Buffer.from(data, 'base64'));
  shots += 1;
}

function yesterday() {
  return new Date(Date.now() - 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
}
