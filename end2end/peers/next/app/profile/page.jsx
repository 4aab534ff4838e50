// The profile page of the dashboard, word for word, as a server component.

import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';

import { coursesOf, profileOf } from '../../platform.js';

const DAY_MS = 86_400_000;
const amounts = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 });
const weekdays = new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', weekday: 'short' });
const monthDays = new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', month: 'short', day: 'numeric' });
const amount = (number) => amounts.format(number);
const weekday = (date) => weekdays.format(new Date(date));
const monthDay = (date) => monthDays.format(new Date(date));
const dateBefore = (days) => new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10);
const share = (value, goal, whole = 100) => Math.max(0, Math.min(whole, Math.floor((value / goal) * whole)));
const Hidden = ({ children }) => <span className="hidden">{children}</span>;

export default async function ProfilePage() {
  const email = (await cookies()).get('student')?.value;
  if (!email) redirect('/');
  const { me, enrollments, days } = await profileOf(email);
  const byCourse = await coursesOf(email, enrollments);
  const today = dateBefore(0);
  const courses = enrollments.map((enrollment, index) => courseOf(enrollment, byCourse[index], today));
  const goals = goalsOf(courses);
  return (
    <div className="loaded">
      <div className="who">
        <h1>Hi, {me.name.split(' ')[0]}!</h1>
        <p><bdi>{me.name} · {me.school.name} · Grade {me.grade}</bdi></p>
      </div>
      <div className="freshness">
        <p><span role="status" className="trouble"> </span>Updated <time>just now</time></p>
        <form method="post" action="/api/get_profile"><input type="hidden" name="fresh" value="true" /><button className="quiet">Refresh</button></form>
      </div>
      <div className="cards">
        <Today xp={me.xp} goal={goals.dailyXp} courses={courses} />
        <Week days={days} goal={goals.dailyXp} />
        <Goals goals={goals} today={days.get(today)} />
        <Courses courses={courses} />
      </div>
    </div>
  );
}

function courseOf({ course, metadata }, { days, total, lastActive }, today) {
  return {
    id: course.id,
    name: course.title,
    code: course.id.slice('course-'.length).toUpperCase(),
    goals: metadata.goals ?? {},
    today: days.get(today)?.xp ?? 0,
    total,
    size: course.metadata.metrics.totalXp,
    lastActive,
    url: `https://${course.primaryApp.domains[0]}/`,
  };
}

/** What the courses ask for together; accuracy is asked for once. */
function goalsOf(courses) {
  const goals = {};
  for (const [name, goal] of courses.flatMap((course) => Object.entries(course.goals))) {
    goals[name] = name === 'dailyAccuracy' ? Math.max(goals[name] ?? 0, goal) : (goals[name] ?? 0) + goal;
  }
  return goals;
}

function Today({ xp, goal, courses }) {
  const left = (course) => (course.goals.dailyXp ?? 0) - course.today;
  const next = courses.reduce((one, other) => (left(other) > left(one) ? other : one));
  return (
    <section className="card xp" aria-labelledby="xp">
      <h2 id="xp">Today</h2>
      <div className="ring">
        <svg viewBox="0 0 120 120" aria-hidden="true">
          <circle className="track" cx="60" cy="60" r="52" />
          <circle className="fill" cx="60" cy="60" r="52" pathLength="1000" strokeDasharray={`${share(xp.today, goal, 1000)} 1000`} />
        </svg>
        <div className="words">
          <p className="figure"><strong>{amount(xp.today)}</strong> XP</p>
          <p>of {amount(goal)} XP</p>
        </div>
      </div>
      <p className="next">{amount(goal - xp.today)} XP to today's goal.</p>
      <p>{amount(left(next))} XP to go in <bdi>{next.name}</bdi></p>
      <p><a href={next.url} rel="noreferrer" className="button">Open <bdi>{next.name}</bdi></a></p>
      <p className="total">All time: <strong>{amount(xp.all)}</strong> XP</p>
    </section>
  );
}

function Week({ days, goal }) {
  const week = [6, 5, 4, 3, 2, 1, 0].map(dateBefore).map((date) => ({ date, xp: days.get(date)?.xp ?? 0 }));
  return (
    <section className="card week" aria-labelledby="week">
      <h2 id="week">The last seven days</h2>
      <ol className="bars">{week.map(({ date, xp }) => <Bar key={date} date={date} xp={xp} goal={goal} />)}</ol>
      <p className="total goal-line">Today's goal: {amount(goal)} XP</p>
      <p className="total">This week: <strong>{amount(week.reduce((sum, { xp }) => sum + xp, 0))}</strong> XP</p>
      <p><a href="/history">All your days</a></p>
    </section>
  );
}

function Bar({ date, xp, goal }) {
  const height = share(xp, goal);
  return (
    <li>
      <span className="figure">{amount(xp)}<Hidden> XP</Hidden></span>
      <svg className="bar" viewBox="0 0 10 100" preserveAspectRatio="none" aria-hidden="true">
        <rect className="track" width="10" height="100" />
        <rect className="fill" width="10" height={height} y={100 - height} />
        <line className="goal" x1="0" x2="10" y1="1" y2="1" />
      </svg>
      <a href={`/history/${date}`} className="day">{weekday(date)}<Hidden> {monthDay(date)}</Hidden></a>
    </li>
  );
}

function Goals({ goals, today = { xp: 0, seconds: 0, correct: 0, questions: 0, units: 0 } }) {
  const minutes = Math.floor(today.seconds / 60);
  const accuracy = today.questions && Math.floor((100 * today.correct) / today.questions);
  const lines = [
    { name: 'XP', soFar: today.xp, goal: goals.dailyXp, words: `${amount(today.xp)} of ${amount(goals.dailyXp)} XP` },
    { name: 'Focused time', soFar: minutes, goal: goals.dailyActiveMinutes, words: `${minutes} of ${goals.dailyActiveMinutes} min` },
    { name: 'Accuracy', soFar: accuracy, goal: goals.dailyAccuracy, words: `${accuracy}%, aim ${goals.dailyAccuracy}%` },
    { name: 'Units mastered', soFar: today.units, goal: goals.dailyMasteredUnits, words: `${today.units} of ${goals.dailyMasteredUnits}` },
    { name: 'Lessons', words: `Goal: ${goals.dailyLessons}` },
  ];
  return (
    <section className="card goals" aria-labelledby="goals">
      <h2 id="goals">Today's goals</h2>
      <ul>
        {lines.map(({ name, soFar, goal, words }) => (
          <li key={name} className={soFar >= goal ? 'reached' : ''}>
            <span className="name">{name}</span>
            <span className="figure">{words}{soFar >= goal && ' ✓ reached'}</span>
            {goal && <progress aria-label={name} max="100" value={share(soFar, goal)} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Courses({ courses }) {
  return (
    <section className="card courses" aria-labelledby="courses">
      <h2 id="courses">Courses <span className="count">{courses.length}</span></h2>
      <ul>{courses.map((course, index) => <Course key={course.id} course={course} index={index} />)}</ul>
    </section>
  );
}

function Course({ course, index }) {
  const { id, name, code, goals, today, total, size, lastActive, url } = course;
  const whole = total < size ? `${amount(total)} of ${amount(size)} XP in all` : `${amount(total)} XP in all`;
  return (
    <li className={`accent-${index}`}>
      <p className="name"><a href={`/courses/${encodeURIComponent(id)}`}><bdi>{name}</bdi></a></p>
      <p className="code"><bdi>{code}</bdi></p>
      <p className="figure">{amount(today)} of {amount(goals.dailyXp)} XP today</p>
      <progress aria-label={`${name}: XP today`} max="100" value={share(today, goals.dailyXp)} />
      <p className="code">{whole} · last active {monthDay(lastActive)}</p>
      <a href={url} rel="noreferrer" className="launch">Open<Hidden> {name}</Hidden></a>
    </li>
  );
}
