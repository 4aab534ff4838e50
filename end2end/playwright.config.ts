import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { defineConfig, devices } from '@playwright/test';

import { CHROMIUM_FLAGS, chromiumPath } from './browser.mjs';
import { BINARY, SITE } from './build.mjs';
import { WORKERS, serverOf } from './servers';

// The variable hands the folder down to the workers, which read this file again.
const folder = (process.env.E2E_FOLDER ??= mkdtempSync(join(tmpdir(), 'timeback-e2e-')));

export default defineConfig({
  testDir: 'tests',
  outputDir: 'test-results',
  globalTeardown: './teardown.ts',
  fullyParallel: true,
  workers: WORKERS,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 30_000,
  expect: { timeout: 5_000 },
  reporter: [['line'], ['./counts.ts']],
  use: {
    ...devices['Desktop Chrome'],
    // What it requests, a test of the page does not see.
    serviceWorkers: 'block',
    launchOptions: { executablePath: chromiumPath(), args: CHROMIUM_FLAGS },
  },
  projects: [
    { name: 'with scripts' },
    { name: 'without scripts', testIgnore: '**/*.scripts.spec.ts', use: { javaScriptEnabled: false } },
  ],
  webServer: Array.from({ length: WORKERS }, (_, worker) => {
    const { app, sandbox } = serverOf(worker);
    return {
      command: `exec "${BINARY}" >"${join(folder, `server-${worker}.log`)}" 2>&1`,
      cwd: folder,
      env: {
        DATABASE_URL: `sqlite:${join(folder, `server-${worker}.db`)}`,
        LEPTOS_SITE_ADDR: new URL(app).host,
        LEPTOS_SITE_ROOT: SITE,
        SANDBOX_ADDR: new URL(sandbox).host,
        TIMEBACK_ENV: 'sandbox',
      },
      url: `${app}/readyz`,
      reuseExistingServer: false,
    };
  }),
});
