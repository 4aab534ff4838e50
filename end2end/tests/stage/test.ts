// The test of this project: a page on its worker's own dashboard, watched all the while.

import { test as base, expect } from '@playwright/test';

import { type Server, serverOf } from '../../servers';
import { Sandbox } from './sandbox';
import { Watch } from './watch';

export { expect };

export const test = base.extend<{ server: Server; sandbox: Sandbox; watch: Watch; scripts: boolean }>({
  server: async ({}, use, info) => use(serverOf(info.parallelIndex)),

  baseURL: async ({ server }, use) => use(server.app),

  scripts: async ({ javaScriptEnabled }, use) => use(javaScriptEnabled !== false),

  sandbox: async ({ playwright, server }, use) => {
    const http = await playwright.request.newContext();
    const sandbox = new Sandbox(http, server.sandbox, server.app);
    await use(sandbox);
    await sandbox.heal();
    await http.dispose();
  },

  watch: [
    async ({ context, server, scripts }, use) => {
      const watch = new Watch(context, server, scripts);
      await use(watch);
      expect(watch.seen(), 'console, errors, failed and foreign requests').toEqual([]);
    },
    { auto: true },
  ],
});
