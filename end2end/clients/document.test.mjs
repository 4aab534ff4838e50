// The served document, held against the server by schemathesis: as an administrator's program, and as a user.

import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { clientOf } from './client.mjs';
import { startDashboard } from './dashboard.mjs';

const pathOf = (file) => fileURLToPath(new URL(file, import.meta.url));
const schemathesis = execFileSync(pathOf('../../setup/schemathesis.sh'), { encoding: 'utf8' }).trim();
const skip = !schemathesis && 'there is no Python >= 3.11 for schemathesis';

/** Clerk's routes have other credentials. */
const OTHERS = ['--exclude-path-regex', '^/clerk/'];

/** After these a token opens nothing any more. */
const LAST = ['deleteUser', 'signOut'];

describe('the document says which requests are right', { skip }, () => {
  let dashboard;
  const tokens = {};
  const folder = mkdtempSync(join(tmpdir(), 'timeback-document-'));

  before(async () => {
    dashboard = await startDashboard({ AUTH_AUTOCONFIRM: 'true', PROFILE_RATE_LIMIT: '1000000' });
    // First of all: so many accounts are asked for below that nobody may make another.
    for (const name of ['user', ...LAST]) tokens[name] = await userToken();
  });
  after(async () => {
    await dashboard?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const userToken = async () => {
    const user = { email: `${randomUUID()}@example.com`, password: 'correct horse battery' };
    const { data, error } = await clientOf(dashboard).signUp(user);
    assert.ifError(error);
    return data.session.access_token;
  };

  /** Tries the document with this token; what differs from it is in the output. */
  const hold = async (token, ...choice) => {
    const document = new URL('/docs/openapi.json', dashboard.url).href;
    const words = ['--config-file', pathOf('../schemathesis.toml'), 'run', document, '--no-color', ...OTHERS, ...choice];
    const output = await new Promise((done) => {
      const authorization = `Authorization: Bearer ${token}`;
      execFile(schemathesis, [...words, '-H', authorization], { cwd: folder, maxBuffer: 1 << 28 }, (error, stdout, stderr) =>
        done({ isRight: !error, text: `${stdout}${stderr}` }),
      );
    });
    assert.ok(output.isRight, output.text);
  };

  test('to an administrator', () => hold(dashboard.adminToken()));

  test('to a user', async () => {
    const choice = LAST.flatMap((operation) => ['--exclude-operation-id', operation]);
    await hold(tokens.user, ...choice);
  });

  for (const operation of LAST) {
    test(`to a user who does ${operation}`, () => hold(tokens[operation], '--include-operation-id', operation));
  }
});
