import { join } from './stage/accounts';
import { expect, test } from './stage/test';

test('the picture of mfa.enroll is the source of an image, as auth-js makes one of it', async ({ page }) => {
  const { email, password } = await join(page);
  const signedIn = await page.request.post('/auth/v1/token?grant_type=password', { data: { email, password } });
  const { access_token: token } = await signedIn.json();
  const enrolled = await page.request.post('/auth/v1/factors', {
    headers: { authorization: `Bearer ${token}` },
    data: { factor_type: 'totp', friendly_name: 'phone', issuer: 'School #1, 100 %' },
  });
  const { totp } = await enrolled.json();

  await page.goto('about:blank');
  const colours = await page.evaluate(async (source) => {
    const image = new Image();
    image.src = source;
    await image.decode();
    const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight);
    const context = canvas.getContext('2d')!;
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    const greys = new Set<number>();
    for (let at = 0; at < data.length; at += 4) greys.add(data[at]);
    return [...greys].sort((one, other) => one - other);
  }, `data:image/svg+xml;utf-8,${totp.qr_code}`);
  expect(colours).toEqual([0, 255]);
});
