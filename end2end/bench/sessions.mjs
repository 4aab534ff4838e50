// The row of live sessions: what one costs in memory, without its profile and with it.

import { askForEach } from './connection.mjs';
import { signIn } from './cold.mjs';
import { memory } from './processes.mjs';
import { dashboard } from './servers.mjs';
import { print, target } from './table.mjs';

const PATH = '/api/timeback/user/me';
const AT_ONCE = 16;
/** So many first, that everything which is made once is there. */
const WARM_UP = 2000;
const MEASURED = 4000;

/** KiB that each further session adds. */
export async function sessions(platform) {
  const emails = await platform.generateStudents(WARM_UP + MEASURED);
  const server = await dashboard(platform);
  try {
    await askForEach(server, PATH, await signIn(server, emails.splice(0, WARM_UP)), AT_ONCE);
    const before = memory(server.pid);
    const cookies = await signIn(server, emails);
    const signedIn = memory(server.pid);
    await askForEach(server, PATH, cookies, AT_ONCE);
    const shown = memory(server.pid);
    const each = (grown) => (1024 * grown) / MEASURED;
    print(`${WARM_UP + MEASURED} live sessions`, [['ours', { memory: shown }]]);
    target('KiB of each session beside its profile', each(signedIn - before), '≤ 2');
    target('KiB of each session with its profile', each(shown - before), 'none');
  } finally {
    server.stop();
  }
}
