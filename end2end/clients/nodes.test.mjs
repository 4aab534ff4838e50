// Three nodes on PostgreSQL and Valkey behind HAProxy without stickiness, while a class signs in, looks and finishes activities.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { sleep } from '../dashboard.mjs';
import { morning, runId } from '../morning.mjs';
import { Nodes } from '../nodes.mjs';

const CLASS = { students: 24, come: 4, last: 24 };

const skip = !process.env.TEST_DATABASE_URL && 'TEST_DATABASE_URL is not set: see setup/postgres.sh';

/** The runs of the events that arrived, in their order. */
async function arrived(nodes) {
  const token = await fetch(`${nodes.sandbox}/oauth2/token`, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'client_credentials', client_id: 'sandbox', client_secret: 'sandbox-secret' }),
  });
  const headers = { authorization: `Bearer ${(await token.json()).access_token}` };
  const { events } = await (await fetch(`${nodes.sandbox}/caliper/events?limit=1000`, { headers })).json();
  return events.map(({ session }) => session.replace('urn:uuid:', ''));
}

/** Asserts that every accepted activity arrived, each student's in the order in which they finished them. */
async function assertDelivered(nodes, figures) {
  const count = async () => (await (await fetch(`${nodes.sandbox}/_sandbox/caliper`)).json()).events;
  for (let waited = 0; (await count()) < figures.accepted.length && waited < 300; waited += 1) await sleep(100);
  const runs = await arrived(nodes);
  assert.deepEqual(figures.accepted.filter((run) => !runs.includes(run)), [], 'lost');
  assert.equal(new Set(runs).size, runs.length, 'counted twice');
  for (const { index, finished } of figures.students) {
    const own = Array.from({ length: finished }, (_, at) => runId(index, at + 1));
    const first = runs.filter((run) => own.includes(run));
    assert.deepEqual(first, own.filter((run) => first.includes(run)), 'out of order');
  }
}

/** Asserts that no event was sent twice. */
async function assertNoDuplicates(nodes) {
  const { duplicates } = await (await fetch(`${nodes.sandbox}/_sandbox/caliper`)).json();
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

withNodes('without Valkey no request fails and nobody is signed out', async (nodes) => {
  const playing = morning(nodes, CLASS);
  await sleep(6000);
  nodes.valkey.kill('SIGKILL');
  const figures = await playing;
  assertNothingFailed(figures);
  await assertDelivered(nodes, figures);
  assert.ok(nodes.warnings().some((line) => line.includes('Valkey does not answer')));
});
