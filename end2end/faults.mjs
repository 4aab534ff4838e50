// What three nodes answer while what they stand on fails, and how soon all is well again.
//
//     setup/postgres.sh node end2end/faults.mjs [students] [fault…]
//
// plays a morning on PostgreSQL (a primary and its replica) and Valkey for each fault, and prints a table: what was answered while
// it lasted, and how many seconds after its end the first page and the first activity succeeded, and the last request failed.
// Exits with 1 where something was lost, counts twice or is out of order, or somebody was signed out.

import { sleep } from './dashboard.mjs';
import { delivered } from './deliveries.mjs';
import { morning } from './morning.mjs';
import { Nodes } from './nodes.mjs';
import { PostgresPair } from './postgres_pair.mjs';

/** Seconds in which students sign in, from the start to the fault, and from its end to the end of the morning. */
const [COME, BEFORE, AFTER] = [8, 12, 20];

/** Each fault, which returns when its cause is gone: a node's, Valkey's, the PostgreSQL server's, and those that a replica ends. */
const FAULTS = {
  'delivering node killed': async ({ nodes }) => {
    const killed = nodes.delivering();
    await nodes.kill(killed);
    await sleep(15_000);
    await nodes.run(killed);
  },
  'Valkey gone': async ({ nodes }) => {
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
  'primary dead': async ({ pair }) => {
    await pair.primary.stop();
    await sleep(2000);
    await pair.replica.promote();
  },
  'primary frozen': async ({ pair }) => {
    pair.primary.freeze();
    await sleep(2000);
    await pair.replica.promote();
  },
};

/** How long each fault lasts, about. */
const LASTING = { 'delivering node killed': 15, 'Valkey gone': 30, frozen: 10, 'read-only': 10 };

/** Whether an answer, other than of a sign-in, says that its student is signed out. */
const isSignedOut = ({ kind, status }) => kind !== 'sign-in' && (status === 401 || (status >= 300 && status < 400));

/** How often each status was the answer. */
function statuses(answers) {
  const counts = new Map();
  for (const { status } of answers) counts.set(status, (counts.get(status) ?? 0) + 1);
  return [...counts].map(([status, count]) => `${status} × ${count}`).join(', ');
}

const seconds = (ms) => (Number.isFinite(ms) ? (ms / 1000).toFixed(1) : '-');

/** The figures of a fault that began and was over at these times. */
function describe({ began, over }, figures, { lost, twice, disordered }) {
  const answers = figures.answers.map((answer) => ({ ...answer, ended: answer.began + answer.took }));
  const meanwhile = answers.filter((answer) => answer.began < over && answer.ended > began);
  const wrong = answers.filter(({ isRight }) => !isRight);
  const after = (those) => those.map(({ ended }) => ended - over).filter((time) => time > 0);
  const first = (kind) => Math.min(...after(answers.filter((answer) => answer.isRight && answer.kind === kind)));
  return {
    'it lasted (s)': seconds(over - began),
    'answers meanwhile': statuses(meanwhile),
    'slowest of them (s)': seconds(Math.max(...meanwhile.map(({ took }) => took))),
    'first page after (s)': seconds(first('page')),
    'first activity after (s)': seconds(first('activity')),
    'last failure after (s)': seconds(Math.max(...after(wrong))),
    'requests': answers.length,
    'failed': wrong.length,
    'activities accepted': figures.accepted.length,
    'longest until shown (s)': seconds(Math.max(...figures.lags)),
    'lost': lost.length,
    'counted twice': twice,
    'out of order': disordered.length,
    'not shown on a page': figures.missed,
    'signed out': wrong.filter(isSignedOut).length,
  };
}

async function play(fault, students) {
  const pair = await PostgresPair.start();
  let nodes;
  try {
    nodes = await Nodes.start(3, { DATABASE_URL: pair.url });
    const playing = morning(nodes, { students, come: COME, last: BEFORE + (LASTING[fault] ?? 3) + AFTER });
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
const faults = named.length > 0 ? named : Object.keys(FAULTS);
const table = {};
for (const fault of faults) {
  const figures = await play(fault, Number(students ?? 40));
  for (const [name, figure] of Object.entries(figures)) table[name] = { ...table[name], [fault]: figure };
}
console.table(table);
const bad = ['lost', 'counted twice', 'out of order', 'not shown on a page', 'signed out'];
process.exitCode = bad.some((name) => faults.some((fault) => table[name][fault] > 0)) ? 1 : 0;
