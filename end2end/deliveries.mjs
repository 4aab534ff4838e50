// Whether what was accepted in a morning has reached the platform.

import { sleep } from './dashboard.mjs';
import { runId } from './morning.mjs';

/** The longest time that deliveries may take. */
const PATIENCE_MS = 30_000;

/** The runs of the events that arrived, in their order. */
async function arrived(nodes) {
  const token = await fetch(`${nodes.sandbox}/oauth2/token`, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'client_credentials', client_id: 'sandbox', client_secret: 'sandbox-secret' }),
  });
  const headers = { authorization: `Bearer ${(await token.json()).access_token}` };
  const runs = [];
  for (;;) {
    const page = await fetch(`${nodes.sandbox}/caliper/events?limit=1000&offset=${runs.length}`, { headers });
    const { events } = await page.json();
    runs.push(...events.map(({ session }) => session.replace('urn:uuid:', '')));
    if (events.length < 1000) return runs;
  }
}

/** How many events arrived, and how many of them more than once. */
export async function received(nodes) {
  return (await fetch(`${nodes.sandbox}/_sandbox/caliper`)).json();
}

/**
 * Waits until as many events have arrived as were accepted. Returns which of these are missing, how many count twice, and the
 * students whose events are not in the order in which they finished them.
 */
export async function delivered(nodes, figures) {
  const until = Date.now() + PATIENCE_MS;
  while ((await received(nodes)).events < figures.accepted.length && Date.now() < until) await sleep(100);
  const runs = await arrived(nodes);
  const disordered = figures.students.filter(({ index, finished }) => {
    const own = Array.from({ length: finished }, (_, at) => runId(index, at + 1));
    const first = runs.filter((run) => own.includes(run));
    return first.join() !== own.filter((run) => first.includes(run)).join();
  });
  const lost = figures.accepted.filter((run) => !runs.includes(run));
  return { lost, twice: runs.length - new Set(runs).size, disordered: disordered.map(({ email }) => email) };
}
