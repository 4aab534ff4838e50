import type { BrowserContext, ConsoleMessage, Request } from '@playwright/test';

import type { Server } from '../../servers';

/** Notes whatever a page does that none of ours should, in every tab of a context. */
export class Watch {
  private readonly troubles: string[] = [];
  private readonly allowed: RegExp[] = [];

  constructor(
    context: BrowserContext,
    private readonly server: Server,
    private readonly scripts: boolean,
  ) {
    context.on('console', (message) => this.hear(message));
    context.on('weberror', (error) => this.stumble(error.error()));
    context.on('requestfailed', (request) => this.miss(request));
    context.on('request', (request) => this.follow(request));
  }

  /** Says that this is what the test is about. */
  allow(trouble: RegExp): void {
    this.allowed.push(trouble);
  }

  /** What nobody allowed. */
  seen(): string[] {
    return this.troubles.filter((trouble) => !this.allowed.some((allowed) => allowed.test(trouble)));
  }

  private note(trouble: string): void {
    this.troubles.push(trouble);
  }

  private hear(message: ConsoleMessage): void {
    // A reader without scripts has no use for what is loaded ahead for scripts; Chromium remarks on that.
    const isRemark = !this.scripts && /preloaded using link preload but not used/.test(message.text());
    // The tests' own: see `serviceWorkers` in the configuration.
    const isBlocked = /Service Worker registration blocked by Playwright/.test(message.text());
    if (['error', 'warning', 'assert'].includes(message.type()) && !isRemark && !isBlocked) {
      this.note(`console ${message.type()}: ${message.text()}`);
    }
  }

  private stumble(error: Error): void {
    // Chromium's own promise, when another navigation, or a window of another size, overtakes a view transition.
    if (!/Transition was (skipped|aborted)/.test(error.message)) {
      this.note(`page error: ${error.message}`);
    }
  }

  private miss(request: Request): void {
    const reason = request.failure()?.errorText ?? '';
    // Who leaves a page stops what it was still loading.
    const isLeft = reason === 'net::ERR_ABORTED';
    // With scripts off Chromium refuses to load a module ahead.
    const isModule = !this.scripts && reason === 'csp' && request.url().endsWith('.js');
    if (!isLeft && !isModule) {
      this.note(`request failed: ${request.method()} ${request.url()} ${reason}`);
    }
  }

  private follow(request: Request): void {
    const { origin, protocol } = new URL(request.url());
    if (protocol !== 'data:' && origin !== this.server.app && origin !== this.server.sandbox) {
      this.note(`foreign request: ${request.url()}`);
    }
  }
}
