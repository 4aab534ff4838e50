import { STUDENT, settled, signIn } from './stage/actors';
import { sum } from './stage/sandbox';
import { expect, test } from './stage/test';
import { weigh } from './stage/wire';

const MOST_BYTES = 85_000;
const IN_BUDGET = /\.(wasm|js|css)$/;

test('wasm, scripts and styles of the profile weigh at most 85 KB, and every asset is kept for ever', async ({ page }) => {
  await signIn(page, STUDENT);
  await page.reload();
  await settled(page, true);
  // What the page used, from the network or from a cache.
  const used = await page.evaluate(() => performance.getEntriesByType('resource').map((entry) => entry.name));
  const assets = new Set(used.filter((url) => /^\/(pkg|fonts)\//.test(new URL(url).pathname)));

  const weights: Record<string, number> = {};
  for (const url of assets) {
    const { bytes, encoding, cacheControl } = await weigh(url);
    expect.soft(cacheControl, url).toBe('public, max-age=31536000, immutable');
    const kind = IN_BUDGET.exec(url)?.[1];
    if (!kind) continue;
    expect.soft(encoding, url).toBe('br');
    weights[kind] = (weights[kind] ?? 0) + bytes;
  }
  const total = sum(Object.values(weights));
  console.log(`/profile on the wire: ${Object.entries(weights).map((weight) => weight.join(' ')).join(' + ')} = ${total} bytes`);
  expect(Object.keys(weights).sort(), [...assets].join(' ')).toEqual(['css', 'js', 'wasm']);
  expect(total, JSON.stringify(weights)).toBeLessThanOrEqual(MOST_BYTES);
});
