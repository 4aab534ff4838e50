// Reads a student from the platform as the dashboard does: the user by e-mail, then enrollments and activity at once.

const ORIGIN = process.env.PLATFORM;
const TODAY = () => new Date().toISOString().slice(0, 10);

// The page and the route are two bundles of one process, which share this.
const shared = (globalThis.platform ??= { token: undefined, profiles: new Map(), courses: new Map() });

async function accessToken() {
  if (shared.token?.endsAt > Date.now()) return shared.token.value;
  const answer = await fetch(`${ORIGIN}/oauth2/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa('sandbox:sandbox-secret')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  });
  const { access_token: value, expires_in: seconds } = await answer.json();
  shared.token = { value, endsAt: Date.now() + (seconds - 60) * 1000 };
  return value;
}

async function read(path, query = {}) {
  const headers = { authorization: `Bearer ${await accessToken()}` };
  const answer = await fetch(`${ORIGIN}${path}?${new URLSearchParams(query)}`, { headers });
  if (!answer.ok) throw new Error(`${path} is answered ${answer.status}.`);
  return answer.json();
}

/** Answers are kept, as by the caches of Next itself; requests under way are not shared. */
async function cached(cache, key, load) {
  if (!cache.has(key)) cache.set(key, await load());
  return cache.get(key);
}

/** The profile of this student, and what the page shows beside it. */
export const profileOf = (email) => cached(shared.profiles, email, () => loadProfile(email));

/** What was done in each course. */
export const coursesOf = (email, enrollments) =>
  cached(shared.courses, email, () => Promise.all(enrollments.map(({ id }) => loadCourse(id))));

async function loadProfile(email) {
  const { users } = await read('/ims/oneroster/rostering/v1p2/users', { filter: `email='${email}'`, limit: 2, offset: 0 });
  if (users.length !== 1) throw new Error(`${users.length} users have this e-mail address.`);
  const [user] = users;
  const period = { startDate: '2000-01-01T00:00:00.000Z', endDate: `${TODAY()}T23:59:59.999Z` };
  const [{ data: enrollments }, { facts }] = await Promise.all([
    read(`/edubridge/enrollments/user/${user.sourcedId}`),
    read('/edubridge/analytics/activity', { studentId: user.sourcedId, timezone: 'UTC', ...period }),
  ]);
  const days = sumsByDay(facts);
  return { me: summary(user, enrollments, days), enrollments, days, fetchedAt: Date.now() };
}

async function loadCourse(enrollment) {
  const { facts } = await read(`/edubridge/analytics/enrollment/${enrollment}`, { timezone: 'UTC' });
  const days = sumsByDay(facts);
  const worked = [...days].filter(([, { xp }]) => xp !== 0).map(([date]) => date);
  return { days, total: totalXp(days), lastActive: worked.sort().at(-1) };
}

function sumsByDay(facts) {
  const days = new Map();
  for (const [date, subjects] of Object.entries(facts)) {
    const sum = { xp: 0, seconds: 0, correct: 0, questions: 0, units: 0 };
    for (const { activityMetrics, timeSpentMetrics } of Object.values(subjects)) {
      sum.xp += activityMetrics?.xpEarned ?? 0;
      sum.correct += activityMetrics?.correctQuestions ?? 0;
      sum.questions += activityMetrics?.totalQuestions ?? 0;
      sum.units += activityMetrics?.masteredUnits ?? 0;
      sum.seconds += timeSpentMetrics?.activeSeconds ?? 0;
    }
    days.set(date, sum);
  }
  return days;
}

const totalXp = (days) => [...days.values()].reduce((sum, { xp }) => sum + xp, 0);

function summary(user, enrollments, days) {
  return {
    id: user.sourcedId,
    email: user.email,
    name: [user.givenName, user.familyName].filter(Boolean).join(' '),
    school: { id: user.primaryOrg.sourcedId, name: user.primaryOrg.name },
    grade: Math.max(...user.grades.map(Number)),
    courses: enrollments.map(({ course }) => ({ id: course.id, code: course.id.slice('course-'.length).toUpperCase(), name: course.title })),
    goals: enrollments.find(({ metadata }) => metadata.goals)?.metadata.goals,
    xp: { today: days.get(TODAY())?.xp ?? 0, all: totalXp(days) },
  };
}
