// Which Chromium, and how it is started: for the tests and for Lighthouse.

import { existsSync } from 'node:fs';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The first Chromium there is; `CHROMIUM` may name another. */
export function chromiumPath() {
  const path = process.env.CHROMIUM ?? PLACES.find((place) => existsSync(place));
  if (!path) {
    throw new Error('There is no Chromium here. Run setup/browser.sh, or set CHROMIUM to its path.');
  }
  return path;
}

/** No sandbox, because root has none; nothing that Chromium asks the network by itself, and no host but this one. */
export const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
];
