// A program that webhooks are delivered to.

import { once } from 'node:events';
import { createServer } from 'node:http';

const PATIENCE_MS = 60_000;

/** Starts a receiver, which keeps what it is sent with the status that it answered. */
export async function startReceiver() {
  const deliveries = [];
  const waiting = new Set();
  const receiver = {
    deliveries,
    /** The status of the answers from now on, by what a delivery says. */
    answer: () => 204,
    /** The bodies that were accepted, as JSON. */
    accepted: () => deliveries.filter(({ status }) => status < 300).map(({ body }) => JSON.parse(body)),
    /** Resolves once enough was delivered. */
    until(isEnough, what) {
      return new Promise((enough, failed) => {
        const late = setTimeout(() => failed(new Error(`${what} did not arrive: ${JSON.stringify(deliveries)}`)), PATIENCE_MS);
        const check = () => {
          if (!isEnough()) return;
          clearTimeout(late);
          waiting.delete(check);
          enough();
        };
        waiting.add(check);
        check();
      });
    },
  };
  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString();
    const status = receiver.answer(body);
    deliveries.push({ path: request.url, headers: request.headers, body, status });
    response.writeHead(status, { location: '/elsewhere' }).end();
    for (const check of [...waiting]) check();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  receiver.url = `http://127.0.0.1:${server.address().port}/webhooks`;
  receiver.stop = () => {
    server.closeAllConnections();
    server.close();
  };
  return receiver;
}
