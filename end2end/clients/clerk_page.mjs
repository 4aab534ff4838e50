// Clerk's published browser client on a page of the dashboard's own origin, in Chromium.

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { chromium } from '@playwright/test';

import { chromiumPath, CHROMIUM_FLAGS } from '../browser.mjs';
import { BINARY } from '../build.mjs';

const SETUP = fileURLToPath(new URL('../../setup/clerk_js.sh', import.meta.url));

/** A Chromium that Clerk's client does not take for a robot without a network. */
export async function startChromium() {
  const args = [...CHROMIUM_FLAGS, '--disable-blink-features=AutomationControlled'];
  return chromium.launch({ executablePath: chromiumPath(), args });
}

/** The publishable key of a front end at this origin, as `clerk-keys` prints it. */
export function publishableKey(origin) {
  const printed = execFileSync(BINARY, ['clerk-keys', '--frontend-url', origin], { encoding: 'utf8' });
  return /pk_\w+_[\w=]+/.exec(printed)[0];
}

/**
 * A browser of its own, with a page on the dashboard's origin that has loaded Clerk's client. Answers the page, and `run`,
 * which calls a function with `clerk` in it.
 */
export async function clerkPage(chromium, origin, key) {
  const folder = execFileSync(SETUP, { encoding: 'utf8' }).trim();
  const context = await chromium.newContext({ baseURL: origin });
  // On a folder of its own, so that nothing else answers there.
  await context.route(`${origin}/clerk-test/**`, (route) => {
    const name = basename(new URL(route.request().url()).pathname);
    return name === 'page.html'
      ? route.fulfill({ contentType: 'text/html', body: html(key) })
      : route.fulfill({ contentType: 'text/javascript', body: readFileSync(join(folder, name)) });
  });
  const page = await context.newPage();
  const open = async () => {
    await page.goto('/clerk-test/page.html');
    return page.evaluate(async () => {
      await window.Clerk.load({ telemetry: false });
      return window.Clerk.status;
    });
  };
  const status = await open();
  /** Calls `steps` in the page. What Clerk's client throws comes back as `{ refused: { status, code, param } }`. */
  const run = (steps, ...args) =>
    page.evaluate(
      async ([source, args]) => {
        // eslint-disable-next-line no-eval
        const call = eval(`(${source})`);
        try {
          return await call(window.Clerk, ...args);
        } catch (error) {
          if (!error.errors) throw error;
          const [first] = error.errors;
          return { refused: [error.status, first?.code, first?.meta?.paramName] };
        }
      },
      [steps.toString(), args],
    );
  return { context, page, open, run, status };
}

const html = (key) => `<!doctype html><html lang="en"><title>Clerk</title>
<script data-clerk-publishable-key="${key}" data-clerk-proxy-url="/clerk" src="/clerk-test/clerk.browser.js"></script>`;
