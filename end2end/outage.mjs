// A platform that fails for a minute: how often it is called all the same, what pages answer, and how soon the dashboard
// notices that it is well again. Figures for `make bench`; exits with 1 where a promise is broken.

import { Dashboard, sleep } from './dashboard.mjs';

const SECONDS = Number(process.env.OUTAGE_SECONDS ?? 60);
const STUDENTS = ['student@example.com', 'no.goals@example.com', 'fractional@example.com', 'busy@example.com'];
const ROUTES = ['/ims/oneroster/rostering/v1p2/users', '/edubridge/enrollments/user/{id}', '/edubridge/analytics/activity'];

const dashboard = await Dashboard.start({ port: 3330, sandboxPort: 4330 });

const fail = (faults) =>
  fetch(`${dashboard.sandbox}/_sandbox/faults`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(faults),
  });

/** How often the three services of a profile were called since. */
async function calls() {
  const { counts } = await (await fetch(`${dashboard.sandbox}/_sandbox/requests`)).json();
  return ROUTES.reduce((sum, route) => sum + (counts[`GET ${route}`] ?? 0), 0);
}

/** Presses Refresh, as an island does. */
async function refresh(cookie) {
  const answer = await fetch(`${dashboard.app}/api/get_profile`, {
    method: 'POST',
    headers: { cookie, accept: 'application/json', origin: dashboard.app, 'sec-fetch-site': 'same-origin' },
    body: new URLSearchParams({ fresh: 'true' }),
  });
  await answer.text();
  return answer.status;
}

const circuits = async () => (await (await fetch(`${dashboard.app}/readyz`)).json()).timeback;

try {
  const cookies = await Promise.all(STUDENTS.map((email) => dashboard.signIn(email)));
  const page = async (cookie) => {
    const answer = await fetch(`${dashboard.app}/profile`, { headers: { cookie } });
    return { status: answer.status, text: await answer.text() };
  };
  for (const cookie of cookies) await page(cookie);
  await fail(ROUTES.map((route) => ({ route, status: 500 })));
  await fetch(`${dashboard.sandbox}/_sandbox/requests`, { method: 'DELETE' });

  // A refresh asks for one user, and would for enrollments and activity once that is known.
  let [refreshes, pages, wrong, marked] = [0, 0, 0, 0];
  const until = Date.now() + SECONDS * 1000;
  while (Date.now() < until) {
    for (const cookie of cookies) {
      refreshes += 1;
      await refresh(cookie);
      const { status, text } = await page(cookie);
      pages += 1;
      if (status !== 200 || !text.includes('XP')) wrong += 1;
      if (text.includes('What you see is from')) marked += 1;
    }
    await sleep(200);
  }
  const called = await calls();
  console.log(`down for ${SECONDS} s: ${refreshes} refreshes asked for, ${called} calls upstream (${(called / refreshes).toFixed(3)} ×)`);
  console.log(`${pages} pages, ${wrong} not answered 200 with the profile, ${marked} marked as stale; circuits ${JSON.stringify(await circuits())}`);

  await fail([]);
  const healed = performance.now();
  let status = 0;
  while (status !== 200 && performance.now() - healed < 30_000) {
    status = await refresh(cookies[0]);
    if (status !== 200) await sleep(50);
  }
  console.log(`well again: the first refresh that succeeds after ${((performance.now() - healed) / 1000).toFixed(2)} s (probes at most 5 s apart)`);
  process.exitCode = called <= refreshes * 1.1 && wrong === 0 && status === 200 ? 0 : 1;
} finally {
  dashboard.stop();
}
