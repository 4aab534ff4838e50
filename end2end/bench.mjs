// Figures of the built program beside others', of one run: the server on one core, the load and all else on the other, no
// compression, the same platform behind each. Figures of one run may be compared with each other, and with nothing else.
//
//     taskset -c 1 setup/postgres.sh node end2end/bench.mjs
//
// BENCH_ROWS=profile,me,cold,stampede,stores,sessions chooses rows, BENCH_SECONDS a leg's length, BENCH_ROUNDS how often each
// row's servers take their turns.

import { cold } from './bench/cold.mjs';
import { Platform } from './bench/platform.mjs';
import { sessions } from './bench/sessions.mjs';
import { stampede } from './bench/stampede.mjs';
import { stores } from './bench/stores.mjs';
import { me, profile } from './bench/warm.mjs';

const ROWS = { profile, me, cold, stampede, stores, sessions };

const chosen = process.env.BENCH_ROWS?.split(',') ?? Object.keys(ROWS);
const unknown = chosen.filter((name) => !(name in ROWS));
if (unknown.length > 0) throw new Error(`BENCH_ROWS: there is no ${unknown.join(', ')}; there are ${Object.keys(ROWS).join(', ')}.`);

console.log('Peers take the student from a cookie and verify no session, which favours them. Nobody compresses.');
const platform = await Platform.start();
try {
  for (const name of chosen) await ROWS[name](platform);
} finally {
  platform.stop();
}
