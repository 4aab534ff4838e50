// A leg of load by wrk: 32 connections that are kept open.

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { LOAD_CORE, cpuSeconds } from './processes.mjs';

const SECONDS = Number(process.env.BENCH_SECONDS ?? '8');
const WARM_UP_SECONDS = Math.min(5, SECONDS);
const MILLISECONDS = { us: 0.001, ms: 1, s: 1000 };
const run = promisify(execFile);

/** Asks a server for this path again and again. Throws when an answer is not good. */
export async function wrk(server, path, cookie) {
  await leg(server, path, cookie, WARM_UP_SECONDS);
  const before = cpuSeconds(server.pid);
  const output = await leg(server, path, cookie, SECONDS);
  const cpu = cpuSeconds(server.pid) - before;
  const requests = Number(/(\d+) requests in/.exec(output)[1]);
  return {
    rate: Number(/Requests\/sec:\s+(\S+)/.exec(output)[1]),
    p50: quantile(output, 50),
    p99: quantile(output, 99),
    cpu: (1000 * cpu) / requests,
  };
}

async function leg(server, path, cookie, seconds) {
  const headers = cookie ? ['-H', `Cookie: ${cookie}`] : [];
  const words = ['wrk', '-t1', '-c32', '--timeout', '10s', `-d${seconds}s`, '--latency', ...headers, server.origin + path];
  const [command, ...args] = [...LOAD_CORE, ...words];
  const { stdout } = await run(command, args);
  const trouble = /Non-2xx[^\n]*|Socket errors[^\n]*/.exec(stdout);
  if (trouble) throw new Error(`${server.name}, ${path}: ${trouble[0]}`);
  return stdout;
}

function quantile(output, percent) {
  const [, number, unit] = new RegExp(`^\\s+${percent}%\\s+([\\d.]+)(us|ms|s)`, 'm').exec(output);
  return Number(number) * MILLISECONDS[unit];
}
