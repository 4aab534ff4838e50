import { millisecondsUntil, sessionCookie } from './stage/wire';
import { ACTIVITY } from './stage/sandbox';
import { expect, test } from './stage/test';

const MOST_MILLISECONDS = 100;
const HEADER_AND_SKELETON = ['Sign out', 'Loading your profile…'];

/** Five people for each: nobody's profile is known yet when it is asked for. */
const PEOPLE = {
  br: ['student', 'no.goals', 'negative', 'fractional', 'busy'],
  identity: ['unicode', "o'brien", 'new.student', 'teacher', 'guardian'],
} as const;

for (const encoding of ['br', 'identity'] as const) {
  test(`header and skeleton are there within 100 ms of a 2 s wait (${encoding})`, async ({ playwright, sandbox, server }) => {
    await sandbox.fail({ route: ACTIVITY, delayMs: 2000 });
    const times: number[] = [];
    for (const person of PEOPLE[encoding]) {
      const http = await playwright.request.newContext();
      const cookie = await sessionCookie(http, server.app, `${person}@example.com`);
      times.push(await millisecondsUntil(`${server.app}/profile`, cookie, encoding, HEADER_AND_SKELETON));
      await http.dispose();
    }
    const best = Math.min(...times);
    const all = times.map((time) => time.toFixed(1)).join(' ');
    console.log(`first bytes of /profile (${encoding}): best of 5 ${best.toFixed(1)} ms; all ${all}`);
    expect(best).toBeLessThan(MOST_MILLISECONDS);
  });
}
