import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'];

const PHONE = { width: 390, height: 844 };
const DESKTOP = { width: 1280, height: 800 };

/** The four ways a page may look. */
export const APPEARANCES = (['light', 'dark'] as const).flatMap((colorScheme) => [
  { name: `${colorScheme}, phone`, colorScheme, size: PHONE },
  { name: `${colorScheme}, desktop`, colorScheme, size: DESKTOP },
]);

export type Appearance = (typeof APPEARANCES)[number];

export async function appear(page: Page, { colorScheme, size }: Appearance): Promise<void> {
  await page.setViewportSize(size);
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
}

/** What axe has to say against the page, one line for each element. */
export async function violations(page: Page): Promise<string[]> {
  await letAxeRun(page);
  // axe's legacy mode stays in this tab; ours have no frames.
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).setLegacyMode().analyze();
  return violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id} (${help}): ${node.html} ${node.failureSummary ?? ''}`));
}

/** axe is a script: it needs them, also on a page that was made without. What the page itself did not run stays so. */
async function letAxeRun(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  // What this session never disabled it cannot enable.
  await session.send('Emulation.setScriptExecutionDisabled', { value: true });
  await session.send('Emulation.setScriptExecutionDisabled', { value: false });
  await session.detach();
}
