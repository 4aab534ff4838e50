// Processes on a core of their own, and what /proc says of them.

import { spawn } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { connect } from 'node:net';

import { sleep } from '../dashboard.mjs';

/** The core of the servers that are measured. */
export const SERVER_CORE = ['taskset', '-c', '0'];

/** The core of all else: the load, the sandbox, the stores. */
export const LOAD_CORE = ['taskset', '-c', '1'];

const PATIENCE_MS = 60_000;
const TICKS_PER_SECOND = 100;

/** Starts a program on a core, and waits until it listens on this port of this machine. */
export async function start(core, words, { env = {}, cwd, port }) {
  const [command, ...args] = [...core, ...words];
  const child = spawn(command, args, { cwd, stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, ...env } });
  for (const until = Date.now() + PATIENCE_MS; !(await listens(port)); await sleep(10)) {
    if (child.exitCode !== null || Date.now() > until) throw new Error(`${words[0]} does not listen on port ${port}.`);
  }
  return child;
}

function listens(port) {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port: Number(port) });
    const say = (listening) => {
      socket.destroy();
      resolve(listening);
    };
    socket.once('connect', () => say(true)).once('error', () => say(false));
  });
}

/** CPU seconds that a process and its children, dead or alive, have used. */
export function cpuSeconds(pid) {
  return family(pid).reduce((sum, { ticks }) => sum + ticks, 0) / TICKS_PER_SECOND;
}

/** MiB that a process and its children have held at most, each at its own time. */
export const peakMemory = (pid) => mebibytes(pid, /VmHWM:\s+(\d+)/);

/** MiB that a process and its children hold. */
export const memory = (pid) => mebibytes(pid, /VmRSS:\s+(\d+)/);

function mebibytes(pid, line) {
  const kibibytes = ({ pid: one }) => Number(line.exec(readFileSync(`/proc/${one}/status`, 'utf8'))?.[1] ?? 0);
  return family(pid).reduce((sum, one) => sum + kibibytes(one), 0) / 1024;
}

function family(root) {
  const processes = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).flatMap(stat);
  const members = processes.filter(({ pid }) => pid === root);
  // Children are appended while the list is walked.
  for (const { pid } of members) members.push(...processes.filter(({ parent }) => parent === pid));
  return members;
}

/** A process by its number; none when it has just ended. */
function stat(name) {
  try {
    const text = readFileSync(`/proc/${name}/stat`, 'utf8');
    // The program's name may contain spaces; what follows its parenthesis does not.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ').map(Number);
    const [parent, ticks] = [fields[1], fields.slice(11, 15).reduce((sum, part) => sum + part, 0)];
    return [{ pid: Number(name), parent, ticks }];
  } catch {
    return [];
  }
}
