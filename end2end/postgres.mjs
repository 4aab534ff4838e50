// The PostgreSQL that `setup/postgres.sh` runs.

import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';

/** The address of a new schema on the server at this address: a database of its own for each dashboard. */
export function newSchema(server = process.env.TEST_DATABASE_URL) {
  const schema = `dashboard_${randomBytes(8).toString('hex')}`;
  execFileSync('psql', ['--quiet', server, '-c', `CREATE SCHEMA ${schema}`]);
  return `${server}${server.includes('?') ? '&' : '?'}options[search_path]=${schema}`;
}

/** The first column of the first row that a query finds in a schema. */
export function query(database, sql) {
  const [server, schema] = database.split(/[?&]options\[search_path\]=/);
  const output = execFileSync('psql', ['--quiet', '--tuples-only', '--no-align', server, '-c', `SET search_path = ${schema}`, '-c', sql]);
  return output.toString().trim();
}
