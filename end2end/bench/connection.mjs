// Connections that are kept open, each with one request at a time: a client that costs little, because it shares its core
// with the platform.

import { connect } from 'node:net';

const END_OF_HEAD = '\r\n\r\n';

export class Connection {
  #socket;
  #text = '';
  #pending;

  /** Opens one to a server, and waits until it stands. */
  static open(server) {
    const { hostname, port } = new URL(server.origin);
    const connection = new Connection();
    connection.#socket = connect({ host: hostname, port: Number(port), noDelay: true });
    connection.#socket.setEncoding('latin1').on('data', (text) => connection.#take(text));
    const fail = (error) => connection.#pending?.reject(error ?? new Error(`${server.name} closed a connection.`));
    connection.#socket.on('error', fail).on('close', () => fail());
    return new Promise((resolve, reject) => {
      connection.#pending = { reject };
      connection.#socket.once('connect', () => resolve(connection));
    });
  }

  /** The body of the answer to a GET. Throws when its status is not 200. */
  get(path, cookie) {
    return new Promise((resolve, reject) => {
      this.#pending = { resolve, reject };
      this.#text = '';
      this.#socket.write(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: ${cookie}${END_OF_HEAD}`);
    });
  }

  close() {
    this.#pending = undefined;
    this.#socket.destroy();
  }

  #take(text) {
    this.#text += text;
    const end = this.#text.indexOf(END_OF_HEAD);
    if (end < 0) return;
    const [head, body] = [this.#text.slice(0, end), this.#text.slice(end + END_OF_HEAD.length)];
    const length = /^content-length: (\d+)/im.exec(head)?.[1];
    // Without a length it is sent in chunks, of which the last is empty.
    const isWhole = length === undefined ? body.endsWith(`0${END_OF_HEAD}`) : body.length >= Number(length);
    if (!isWhole) return;
    const { resolve, reject } = this.#pending;
    if (head.startsWith('HTTP/1.1 200')) resolve(body);
    else reject(new Error(`${head.split('\r\n', 1)[0]}: ${body.slice(0, 200)}`));
  }
}

/** Asks for this path once for each cookie, so many at once; milliseconds of each answer. */
export async function askForEach(server, path, cookies, atOnce) {
  const times = [];
  const left = cookies.values();
  const connections = await Promise.all(Array.from({ length: atOnce }, () => Connection.open(server)));
  const work = async (connection) => {
    for (const cookie of left) {
      const began = performance.now();
      await connection.get(path, cookie);
      times.push(performance.now() - began);
    }
  };
  await Promise.all(connections.map(work));
  connections.forEach((connection) => connection.close());
  return times;
}
