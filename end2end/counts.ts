import type { FullResult, Reporter, Suite, TestCase } from '@playwright/test/reporter';

/** Closes the run with why each failed test failed, and one line of counts. */
export default class Counts implements Reporter {
  private root: Suite | undefined;

  onBegin(_config: unknown, root: Suite): void {
    this.root = root;
  }

  onEnd(result: FullResult): void {
    const tests = this.root?.allTests() ?? [];
    const passed = tests.filter((test) => test.outcome() === 'expected' && test.results.at(-1)?.status === 'passed');
    const failed = tests.filter((test) => test.outcome() === 'unexpected');
    for (const test of failed) {
      const errors = test.results.flatMap((result) => result.errors);
      console.log(`Failed: ${test.titlePath().join(' › ')}\n${errors.map((error) => error.message ?? error.value).join('\n')}`);
    }
    const left = tests.length - passed.length - failed.length;
    const seconds = Math.round(result.duration / 1000);
    console.log(
      `The browser: ${tests.length} tests (${byProject(tests)}): ` +
        `${passed.length} passed, ${failed.length} failed, ${left} not run; ${seconds} s`,
    );
  }

  printsToStdio(): boolean {
    return false;
  }
}

function byProject(tests: TestCase[]): string {
  const counts = new Map<string, number>();
  for (const test of tests) {
    const project = test.parent.project()?.name ?? '';
    counts.set(project, (counts.get(project) ?? 0) + 1);
  }
  return [...counts].map(([project, count]) => `${count} ${project}`).join(', ');
}
