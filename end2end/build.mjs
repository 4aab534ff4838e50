// What is tested: the release build, unless a variable names another.

import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** The dashboard's binary; `DASHBOARD_BINARY` may name another. */
export const BINARY = resolve(process.env.DASHBOARD_BINARY ?? `${ROOT}/target/release/timeback-dashboard`);

/** The folder of its site; `DASHBOARD_SITE` may name another. */
export const SITE = resolve(process.env.DASHBOARD_SITE ?? `${ROOT}/target/site`);

if (!existsSync(BINARY)) {
  throw new Error(`There is no ${BINARY}: run \`make build\`, or set DASHBOARD_BINARY and DASHBOARD_SITE.`);
}
