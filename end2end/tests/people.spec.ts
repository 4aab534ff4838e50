import { signIn, settled } from './stage/actors';
import { expect, test } from './stage/test';

/** Everyone in the sandbox, and the words made for them. */
const WORDS: Record<string, (string | RegExp)[]> = {
  'student@example.com': ['Maya Okafor', 'Grade 5', /to today's goal|reached today's goal/, 'Math 5'],
  'new.student@example.com': ['Theo Lindqvist', 'Nothing yet today.', 'No goals are set.', "You're not in a course yet."],
  'no.goals@example.com': ['Priya Raman', 'No goals are set. Any focused minute counts.'],
  'negative@example.com': ['Jonas Weber', /−\d+(\.\d+)? XP/, 'Some XP was taken back'],
  'fractional@example.com': ['Amélie Laurent', '12.5 XP'],
  'busy@example.com': ['Chidi Okafor', '50', /All time: \d{1,3}(,\d{3})+/],
  'unicode@example.com': ['Zoë 🦊 نور 李 <script>alert(1)</script> Ó Súilleabháin'],
  "o'brien@example.com": ["Saoirse O'Brien"],
  'twins@example.com': ['Timeback knows more than one account', 'each student needs their own address'],
  'stranger@example.com': ['You are signed in', "Timeback doesn't know this account yet.", 'ask your teacher'],
  'teacher@example.com': ['Ruth Castellanos', 'Your students'],
  'guardian@example.com': ['Ngozi Okafor', 'Your students'],
};

for (const [email, words] of Object.entries(WORDS)) {
  test(`${email} finds words made for them`, async ({ page, scripts }) => {
    await signIn(page, email);
    await settled(page, scripts);
    const content = page.getByRole('main');
    for (const word of words) {
      await expect(content).toContainText(word);
    }
    await expect(content).not.toContainText(/NaN|undefined|null|(^|\s)-\d|Infinity/);
  });
}

test('nobody of the sandbox is left out', async ({ page, sandbox }) => {
  const people = await sandbox.people();
  expect(people.map((person) => person.email).sort()).toEqual(Object.keys(WORDS).sort());
  await page.goto('/');
  await page.getByText('More people').click();
  for (const { name } of people) {
    const [given = ''] = name.split(' ');
    await expect(page.getByRole('link', { name: new RegExp(`^${given} `) })).toBeVisible();
  }
});
