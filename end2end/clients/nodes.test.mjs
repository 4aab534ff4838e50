// Three nodes on PostgreSQL and Valkey behind HAProxy without stickiness, while a class signs in, looks and finishes activities.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { sleep } from '../dashboard.mjs';
import { delivered, received } from '../deliveries.mjs';
import { morning } from '../morning.mjs';
import { Nodes } from '../nodes.mjs';
import { PostgresPair } from '../postgres_pair.mjs';

const CLASS = { students: 24, come: 4, last: 24 };

/** By when requests succeed again after their database is back; twice what a node may need to notice. */
const RECOVERY_MS = 10_000;

const skip = !process.env.TEST_DATABASE_URL && 'TEST_DATABASE_URL is not set: see setup/postgres.sh';

/** Asserts that every accepted activity arrived and counts once, each student's in the order in which they finished them. */
async function assertDelivered(nodes, figures) {
  assert.deepEqual(await delivered(nodes, figures), { lost: [], twice: 0, disordered: [] });
}

/** Asserts that no event was sent twice. */
async function assertNoDuplicates(nodes) {
  const { duplicates } = await received(nodes);
  assert.equal(duplicates, 0);
}

function assertNothingFailed(figures) {
  assert.deepEqual([...new Set(figures.failures)], [], figures.toString());
  assert.equal(figures.missed, 0, figures.toString());
  assert.ok(figures.accepted.length > 0);
}

/** A test with three nodes of its own. */
const withNodes = (name, play) =>
  test(name, { skip }, async (t) => {
    const nodes = await Nodes.start();
    t.after(() => nodes.stop());
    await play(nodes);
  });

withNodes('three nodes behind HAProxy are one dashboard', async (nodes) => {
  const figures = await morning(nodes, CLASS);
  assertNothingFailed(figures);
  await assertDelivered(nodes, figures);
  await assertNoDuplicates(nodes);
});

withNodes('a node that is replaced is missed by nobody', async (nodes) => {
  const playing = morning(nodes, { ...CLASS, last: 40 });
  await sleep(6000);
  const codes = await nodes.roll();
  const figures = await playing;
  assert.deepEqual(codes, [0, 0, 0]);
  assertNothingFailed(figures);
  await assertDelivered(nodes, figures);
  await assertNoDuplicates(nodes);
});

withNodes('a node that is killed while it delivers loses nothing that was accepted', async (nodes) => {
  const playing = morning(nodes, CLASS);
  await sleep(8000);
  const killed = nodes.delivering();
  await nodes.kill(killed);
  const figures = await playing;
  // What the killed node was answering is lost with it: those requests may fail.
  assert.ok(figures.accepted.length > 0);
  assert.equal(figures.missed, 0, figures.toString());
  await nodes.run(killed);
  await assertDelivered(nodes, figures);
});

/** Tries so many wrong passwords for an account; how many of them were looked at. */
async function guesses(nodes, email, count) {
  let lookedAt = 0;
  for (let number = 0; number < count; number += 1) {
    const answer = await fetch(`${nodes.app}/auth/v1/token?grant_type=password`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email, password: 'not the password' }),
    });
    await answer.arrayBuffer();
    assert.ok([400, 429].includes(answer.status), `${answer.status}`);
    if (answer.status === 400) lookedAt += 1;
  }
  return lookedAt;
}

withNodes('while Valkey is gone each node counts by itself, and together again when it is back', async (nodes) => {
  const playing = morning(nodes, CLASS);
  await sleep(6000);
  nodes.killValkey();
  assert.equal(await guesses(nodes, 'alone@example.com', 24), 5 * nodes.nodes.length);
  nodes.startValkey();
  await nodes.haveSaid('Valkey answers again');
  assert.equal(await guesses(nodes, 'together@example.com', 12), 5);
  const figures = await playing;
  assertNothingFailed(figures);
  await assertDelivered(nodes, figures);
});

test('when a replica takes over, nothing accepted is lost and nobody is signed out', { skip }, async (t) => {
  const pair = await PostgresPair.start();
  t.after(() => pair.stop());
  const nodes = await Nodes.start(3, { DATABASE_URL: pair.url });
  t.after(() => nodes.stop());
  const playing = morning(nodes, CLASS);
  await sleep(8000);
  await pair.primary.stop();
  await sleep(1000);
  await pair.replica.promote();
  const over = performance.now();
  const figures = await playing;
  const wrong = figures.answers.filter(({ isRight }) => !isRight);
  assert.deepEqual([...new Set(wrong.map(({ status }) => status))], [503], figures.failures.join('\n'));
  const isLate = ({ began }) => began > over + RECOVERY_MS;
  assert.deepEqual(wrong.filter(isLate), []);
  assert.ok(figures.answers.some((answer) => isLate(answer) && answer.kind === 'activity' && answer.isRight));
  assert.equal(figures.missed, 0, figures.toString());
  await assertDelivered(nodes, figures);
});
