// Supabase's own client where addresses are proved by mail, and as administrators use it.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';

import { clientOf } from './client.mjs';
import { startDashboard } from './dashboard.mjs';
import { ENGINES } from './engines.mjs';

const password = 'correct horse battery';

for (const { engine, settings, skip } of ENGINES) {
  describe(`auth-js and mails over ${engine}`, { skip }, () => {
    let dashboard;

    before(async () => {
      dashboard = await startDashboard(settings);
    });
    after(() => dashboard?.stop());

    const client = () => clientOf(dashboard);
    const address = () => `${randomUUID()}@example.com`;
    const codeTo = async (email) => /\b\d{8}\b/.exec(await dashboard.mailTo(email))[0];

    /** A client whose user has signed up and confirmed their address, and that address. */
    const newcomer = async () => {
      const [auth, email] = [client(), address()];
      assert.ifError((await auth.signUp({ email, password })).error);
      const { error } = await auth.verifyOtp({ type: 'signup', email, token: await codeTo(email) });
      assert.ifError(error);
      return { auth, email };
    };

    test('confirms a sign-up', async () => {
      const [auth, email] = [client(), address()];
      const { data, error } = await auth.signUp({ email, password });
      assert.ifError(error);
      assert.deepEqual([data.session, data.user.email], [null, email]);
      const early = await client().signInWithPassword({ email, password });
      assert.equal(early.error.code, 'email_not_confirmed');
      const wrong = await client().verifyOtp({ type: 'signup', email, token: '00000000' });
      assert.deepEqual([wrong.error.status, wrong.error.code], [403, 'otp_expired']);
      const confirmed = await auth.verifyOtp({ type: 'signup', email, token: await codeTo(email) });
      assert.ifError(confirmed.error);
      assert.ok(confirmed.data.user.email_confirmed_at);
      assert.ifError((await auth.getUser()).error);
    });

    test('signs in by a mailed code', async () => {
      const [auth, email] = [client(), address()];
      assert.ifError((await auth.signInWithOtp({ email })).error);
      const { data, error } = await auth.verifyOtp({ type: 'email', email, token: await codeTo(email) });
      assert.ifError(error);
      assert.equal(data.user.email, email);
    });

    test('recovers an account whose password is forgotten', async () => {
      const { email } = await newcomer();
      const auth = client();
      assert.ifError((await auth.resetPasswordForEmail(email)).error);
      assert.ifError((await auth.resetPasswordForEmail(address())).error);
      const { error } = await auth.verifyOtp({ type: 'recovery', email, token: await codeTo(email) });
      assert.ifError(error);
      assert.ifError((await auth.updateUser({ password: 'another long password' })).error);
      const signedIn = await client().signInWithPassword({ email, password: 'another long password' });
      assert.ifError(signedIn.error);
    });

    test('moves to another address, which both confirm', async () => {
      const { auth, email } = await newcomer();
      const next = address();
      const { data, error } = await auth.updateUser({ email: next });
      assert.ifError(error);
      assert.deepEqual([data.user.email, data.user.new_email], [email, next]);
      const tokens = { [email]: await codeTo(email), [next]: await codeTo(next) };
      for (const [at, token] of Object.entries(tokens)) {
        assert.ifError((await auth.verifyOtp({ type: 'email_change', email: at, token })).error);
      }
      assert.ifError((await client().signInWithPassword({ email: next, password })).error);
    });

    test('reauthenticates for a new password', async () => {
      const { auth, email } = await newcomer();
      assert.ifError((await auth.reauthenticate()).error);
      const nonce = await codeTo(email);
      const wrong = await auth.updateUser({ password: 'another long password', nonce: '00000000' });
      assert.equal(wrong.error.code, 'reauthentication_not_valid');
      assert.ifError((await auth.updateUser({ password: 'another long password', nonce })).error);
    });

    test('administers accounts', async () => {
      const { admin } = clientOf(dashboard, dashboard.adminToken());
      const email = address();
      const created = await admin.createUser({ email, password, email_confirm: true, app_metadata: { school: 'north' } });
      assert.ifError(created.error);
      const { id } = created.data.user;
      assert.equal(created.data.user.app_metadata.school, 'north');
      const listed = await admin.listUsers({ page: 1, perPage: 1000 });
      assert.ifError(listed.error);
      assert.ok(listed.data.users.some((user) => user.id === id));
      assert.ok(listed.data.total >= listed.data.users.length);
      const signedIn = await client().signInWithPassword({ email, password });
      const banned = await admin.updateUserById(id, { ban_duration: '1h' });
      assert.ifError(banned.error);
      assert.ok(banned.data.user.banned_until);
      assert.ok((await client().getUser(signedIn.data.session.access_token)).error);
      assert.ifError((await admin.deleteUser(id)).error);
      const gone = await admin.getUserById(id);
      assert.deepEqual([gone.error.status, gone.error.code], [404, 'user_not_found']);
      const log = await fetch(`${dashboard.url}/admin/audit?per_page=1`, { headers: { authorization: `Bearer ${dashboard.adminToken()}` } });
      assert.equal((await log.json())[0].ip_address, '127.0.0.1');
      const nobody = await clientOf(dashboard, signedIn.data.session.access_token).admin.listUsers();
      assert.equal(nobody.error.status, 403);
    });
  });
}
