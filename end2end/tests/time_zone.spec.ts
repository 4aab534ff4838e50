import { join, openAccount, openForm } from './stage/accounts';
import { expect, test } from './stage/test';

test.use({ timezoneId: 'Asia/Tokyo' });

test("a user chooses the time zone of their days, and the school's again", async ({ page }) => {
  await join(page);
  await openAccount(page);
  const section = page.getByRole('region', { name: 'Time zone' });
  const now = section.locator('summary');
  await expect(now).toContainText("UTC (your school's)");
  for (const [zone, name] of [
    ['America/Argentina/Buenos_Aires', 'Argentina – Buenos Aires'],
    ['', "UTC (your school's)"],
  ] as const) {
    await openForm(page, 'Change time zone');
    await section.getByLabel('Time zone').selectOption(zone);
    await section.getByRole('button', { name: 'Save time zone' }).click();
    await expect(section.getByRole('status')).toHaveText('Your time zone is saved.');
    await expect(now).toContainText(name);
  }
});

test('a device offers its time zone where another one is in use', async ({ page, scripts }) => {
  await join(page);
  await openAccount(page);
  const section = page.getByRole('region', { name: 'Time zone' });
  const offer = section.getByRole('button', { name: "Use this device's time zone: Tokyo" });
  if (!scripts) {
    await expect(offer).toHaveCount(0);
    return;
  }
  await offer.click();
  await expect(section.getByRole('status')).toHaveText('Your time zone is saved.');
  await expect(section.locator('summary')).toContainText('Tokyo');
  await expect(page.locator('html')).toHaveAttribute('data-islands', 'awake');
  await expect(section.getByRole('button', { name: "Use this device's time zone" })).toHaveCount(0);
});
