// What three nodes answer while what they stand on fails, and how soon all is well again.
//
//     setup/postgres.sh node end2end/faults.mjs [students] [fault…]
//
// plays a morning on PostgreSQL (a primary and its replica) and Valkey for each fault, and prints a table. Exits with 1 where
// something was lost, came twice or out of order, or somebody was signed out.

import { sleep } from './dashboard.mjs';
import { delivered } from './deliveries.mjs';
import { morning } from './morning.mjs';
import { Nodes } from './nodes.mjs';
import { PostgresPair } from './postgres_pair.mjs';

/** Seconds in which students sign in, from the start to the fault, and from its end to the end of the morning. */
const [COME, BEFORE, AFTER] = [8, 12, 20];

/** Each fault, which returns when its cause is gone. */
const FAULTS = {
  valkey: async ({ nodes }) => {
    nodes.killValkey();
    await sleep(30_000);
    nodes.startValkey();
  },
  restarted: ({ pair }) => pair.primary.restart(),
  frozen: async ({ pair }) => {
    pair.primary.freeze();
    await sleep(10_000);
    pair.primary.thaw();
  },
  'read-only': async ({ pair }) => {
    await pair.primary.setReadOnly(true);
    await sleep(10_000);
    await pair.primary.setReadOnly(false);
  },
  'failed over from a dead primary': async ({ pair }) => {
    await pair.primary.stop();
    await sleep(2000);
    await pair.replica.promote();
  },
  'failed over from a frozen primary': async ({ pair }) => {
    pair.primary.freeze();
    await sleep(2000);
    await pair.replica.promote();
  },
};

/** Whether an answer says that its student is signed out. */
const isSignedOut = ({ kind, status }) => kind !== 'sign-in' && ([204, 401].includes(status) ? kind !== 'activity' || status === 401 : status >= 300 && status < 400);

/** How often each status was the answer. */
function statuses(answers) {
  const counts = {};
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  return Object.entries(counts).map(([status, count]) => `${status} × ${count}`).join(', ');
}

const seconds = (ms) => (ms === undefined || !Number.isFinite(ms) ? '-' : (ms / 1000).toFixed(1));

/** The figures of a fault that began and was over at these times. */
function describe({ began, over }, figures, { lost, twice, disordered }) {
  const ended = ({ began, took }) => began + took;
  const during = figures.answers.filter((answer) => answer.began < over && ended(answer) > began);
  const wrong = figures.answers.filter(({ isRight }) => !isRight);
  const after = (kind) => figures.answers.filter((answer) => answer.kind === kind && answer.isRight && answer.began + answer.took > over);
  const first = (kind) => Math.min(...after(kind).map((answer) => ended(answer) - over));
  const lateFailures = wrong.filter((answer) => ended(answer) > over).map((answer) => ended(answer) - over);
  return {
    'lasted s': seconds(over - began),
    'answers meanwhile': statuses(during),
    'slowest s': seconds(Math.max(...during.map(({ took }) => took))),
    'first page s': seconds(first('page')),
    'first activity s': seconds(first('activity')),
    'last failure s': seconds(Math.max(...lateFailures)),
    'failed': `${wrong.length} of ${figures.answers.length}`,
    'accepted': figures.accepted.length,
    'lost': lost.length,
    'twice': twice,
    'out of order': disordered.length,
    'not shown': figures.missed,
    'signed out': wrong.filter(isSignedOut).length,
  };
}

async function play(fault, students) {
  const pair = await PostgresPair.start();
  let nodes;
  try {
    nodes = await Nodes.start(3, { DATABASE_URL: pair.url });
    const lasting = { valkey: 30, frozen: 10, 'read-only': 10 }[fault] ?? 3;
    const playing = morning(nodes, { students, come: COME, last: BEFORE + lasting + AFTER });
    await sleep(BEFORE * 1000);
    const times = { began: performance.now() };
    await FAULTS[fault]({ nodes, pair });
    times.over = performance.now();
    const figures = await playing;
    return describe(times, figures, await delivered(nodes, figures));
  } finally {
    await nodes?.stop();
    await pair.stop();
  }
}

const [students, ...named] = process.argv.slice(2);
const rows = {};
for (const fault of named.length > 0 ? named : Object.keys(FAULTS)) {
  rows[fault] = await play(fault, Number(students ?? 40));
  console.log(`\n${fault}`);
  for (const [name, figure] of Object.entries(rows[fault])) console.log(`  ${name}: ${figure}`);
}
const bad = ['lost', 'twice', 'out of order', 'not shown', 'signed out'];
process.exitCode = Object.values(rows).some((row) => bad.some((name) => row[name] > 0)) ? 1 : 0;
