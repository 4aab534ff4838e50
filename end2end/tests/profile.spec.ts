import { STUDENT, settled, signIn } from './stage/actors';
import { amount, sum, today } from './stage/sandbox';
import { expect, test } from './stage/test';

test("a student's figures are the sums of what the platform answers", async ({ page, sandbox }) => {
  await signIn(page, STUDENT);
  const xp = await sandbox.xp('maya-okafor');
  const week = [6, 5, 4, 3, 2, 1, 0].map((daysAgo) => xp.get(today(daysAgo)) ?? 0);

  const card = page.getByRole('region', { name: 'Today', exact: true });
  await expect(card).toContainText(`${amount(xp.get(today()) ?? 0)} XP`);
  await expect(card).toContainText(`All time: ${amount(sum(xp.values()))} XP`);

  const days = page.getByRole('region', { name: 'The last seven days' });
  await expect(days.getByRole('listitem')).toContainText(week.map((day) => `${amount(day)} XP`));
  await expect(days).toContainText(`This week: ${amount(sum(week))} XP`);
});

test('a student sees their school, grade, goals and courses', async ({ page, sandbox }) => {
  await signIn(page, STUDENT);
  await expect(page.getByRole('main')).toContainText('Riverbend School');
  await expect(page.getByRole('main')).toContainText('Grade 5');
  for (const goal of ['XP', 'Focused time', 'Accuracy', 'Units mastered']) {
    await expect(page.getByRole('progressbar', { name: goal, exact: true })).toBeVisible();
  }
  const courses = page.getByRole('region', { name: /^Courses/ }).getByRole('listitem');
  await expect(courses).toContainText(await sandbox.courses('maya-okafor'));
});

test('Refresh shows what was earned meanwhile', async ({ page, sandbox, scripts }) => {
  const student = (await sandbox.people()).find((person) => person.email === "o'brien@example.com");
  if (!student) throw new Error('The sandbox has lost a person.');
  await signIn(page, student.email);
  const card = page.getByRole('region', { name: 'Today', exact: true });
  await expect(card).toBeVisible();
  await sandbox.earn(student, 7.5);
  const xp = await sandbox.xp(student.sourcedIds[0]);

  await page.reload();
  await settled(page, scripts);
  await expect(card).not.toContainText(`All time: ${amount(sum(xp.values()))} XP`);

  await page.getByRole('button', { name: 'Refresh' }).click();
  await expect(card).toContainText(`${amount(xp.get(today()) ?? 0)} XP`);
  await expect(card).toContainText(`All time: ${amount(sum(xp.values()))} XP`);
  await expect(page.getByText('Updated just now')).toBeVisible();
  expect(new URL(page.url()).pathname).toBe('/profile');
});

test('names in any script are text, and markup in them is only text', async ({ page, sandbox, scripts }) => {
  page.on('dialog', () => { throw new Error('A name was run as a script.'); });
  await signIn(page, 'unicode@example.com');
  await settled(page, scripts);
  const name = 'Zoë 🦊 نور 李 <script>alert(1)</script> Ó Súilleabháin';
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Hi, Zoë 🦊 نور!');
  await expect(page.getByRole('main')).toContainText(name);
  const courses = page.getByRole('region', { name: /^Courses/ }).getByRole('listitem');
  await expect(courses).toContainText(await sandbox.courses('zoe-nour'));
});

test('a week\'s report is one printed page', async ({ page, scripts }) => {
  await signIn(page, STUDENT);
  await settled(page, scripts);
  const pdf = (await page.pdf({ format: 'A4' })).toString('latin1');
  expect(pdf.match(/\/Type\s*\/Page\b(?!s)/g)).toHaveLength(1);
});
