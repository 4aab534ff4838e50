// Supabase's own client as an administrator's program uses it, on each engine.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';

import { codeOf } from './authenticator.mjs';
import { clientOf } from './client.mjs';
import { startDashboard } from './dashboard.mjs';
import { ENGINES } from './engines.mjs';

const password = 'correct horse battery';

/** Of that password, by another server. */
const HASHES = [
  '$2b$04$5mQiNq3SUt4G5jAxS1X/vO62gNI4zZR9BtAQQP56rmPhnNFwGuIyG',
  '$argon2i$v=19$m=4096,t=3,p=1$c2FsdHNhbHRzYWx0c2FsdA$S0NSbB3xLisLLSlT5NI6xK6Atd+RDuJqUDM4EV4hmpc',
];

for (const { engine, settings, skip } of ENGINES) {
  describe(`auth-js as an administrator over ${engine}`, { skip }, () => {
    let dashboard;
    let admin;

    before(async () => {
      dashboard = await startDashboard(settings);
      admin = clientOf(dashboard, dashboard.adminToken()).admin;
    });
    after(() => dashboard?.stop());

    const client = () => clientOf(dashboard);
    const address = () => `${randomUUID()}@example.com`;

    /** A user who is confirmed. */
    const newcomer = async () => {
      const email = address();
      const { data, error } = await admin.createUser({ email, password, email_confirm: true });
      assert.ifError(error);
      return { email, id: data.user.id };
    };

    /** A link's properties, and whose it is. */
    const link = async (params) => {
      const { data, error } = await admin.generateLink(params);
      assert.ifError(error);
      return data;
    };

    const verified = async (type, token_hash) => {
      const { data, error } = await client().verifyOtp({ type, token_hash });
      assert.ifError(error);
      return data;
    };

    test('lists users without saying which', async () => {
      const { id } = await newcomer();
      const { data, error } = await admin.listUsers();
      assert.ifError(error);
      assert.ok(data.users.some((user) => user.id === id));
      assert.ok(data.total >= 1);
    });

    test('brings users with their ids and the hashes of their passwords', async () => {
      for (const password_hash of HASHES) {
        const [id, email] = [randomUUID(), address()];
        const { data, error } = await admin.createUser({ id, email, password_hash, email_confirm: true });
        assert.ifError(error);
        assert.equal(data.user.id, id);
        const wrong = await client().signInWithPassword({ email, password: 'another long one' });
        assert.equal(wrong.error.code, 'invalid_credentials');
        for (let time = 0; time < 2; time += 1) {
          const signedIn = await client().signInWithPassword({ email, password });
          assert.ifError(signedIn.error);
          assert.equal(signedIn.data.user.id, id);
        }
      }
      const { error } = await admin.createUser({ email: address(), phone: '+15551234', phone_confirm: true });
      assert.deepEqual([error.status, error.code], [400, 'phone_provider_disabled']);
    });

    test('invites a user, who comes in by the token of the link', async () => {
      const email = address();
      const { data, error } = await admin.inviteUserByEmail(email, { data: { class: '4b' } });
      assert.ifError(error);
      assert.ok(data.user.invited_at);
      const token = /confirm\?token=(\S+)/.exec(await dashboard.mailTo(email))[1];
      const { user, session } = await verified('invite', token);
      assert.deepEqual([user.email, user.user_metadata], [email, { class: '4b' }]);
      assert.ok(session.access_token);
      const again = await client().verifyOtp({ type: 'invite', token_hash: token });
      assert.deepEqual([again.error.status, again.error.code], [403, 'otp_expired']);
      const known = await admin.inviteUserByEmail(email);
      assert.equal(known.error.code, 'email_exists');
    });

    test('generates a link of each type', async () => {
      const email = address();
      const signUp = await link({ type: 'signup', email, password, options: { data: { name: 'Maya' } } });
      assert.equal(signUp.user.email, email);
      assert.match(signUp.properties.email_otp, /^\d{8}$/);
      assert.equal(signUp.properties.verification_type, 'signup');
      assert.equal((await verified('signup', signUp.properties.hashed_token)).user.email, email);
      assert.ifError((await client().signInWithPassword({ email, password })).error);

      const invite = await link({ type: 'invite', email: address() });
      assert.ok((await verified('invite', invite.properties.hashed_token)).session);
      for (const type of ['magiclink', 'recovery']) {
        const { properties } = await link({ type, email });
        assert.equal(properties.verification_type, type);
        const token = new URL(properties.action_link).searchParams.get('token');
        assert.equal((await verified(type, token)).user.email, email);
      }

      const newEmail = address();
      const current = await link({ type: 'email_change_current', email, newEmail });
      const next = await link({ type: 'email_change_new', email, newEmail });
      assert.equal((await verified('email_change', current.properties.hashed_token)).session, null);
      assert.equal((await verified('email_change', next.properties.hashed_token)).user.email, newEmail);
      const nobody = await admin.generateLink({ type: 'recovery', email: address() });
      assert.deepEqual([nobody.error.status, nobody.error.code], [404, 'user_not_found']);
    });

    test('lists and deletes the factors of a user who lost their phone', async () => {
      const { email, id: userId } = await newcomer();
      const auth = client();
      assert.ifError((await auth.signInWithPassword({ email, password })).error);
      const { data: factor, error } = await auth.mfa.enroll({ factorType: 'totp', friendlyName: 'phone' });
      assert.ifError(error);
      const code = codeOf(factor.totp.secret);
      assert.ifError((await auth.mfa.challengeAndVerify({ factorId: factor.id, code })).error);
      const listed = await admin.mfa.listFactors({ userId });
      assert.ifError(listed.error);
      assert.deepEqual(listed.data.factors.map(({ id, status }) => [id, status]), [[factor.id, 'verified']]);
      const deleted = await admin.mfa.deleteFactor({ userId, id: factor.id });
      assert.ifError(deleted.error);
      assert.deepEqual((await admin.mfa.listFactors({ userId })).data.factors, []);
    });

    test('is told what this server does not do by its own code', async () => {
      const auth = client();
      const sso = await auth.signInWithSSO({ domain: 'example.com', options: { skipBrowserRedirect: true } });
      assert.equal(sso.error.code, 'saml_provider_disabled');
      const token = await auth.signInWithIdToken({ provider: 'google', token: 'a.b.c' });
      assert.equal(token.error.code, 'provider_disabled');
      assert.equal((await auth.signInAnonymously()).error.code, 'anonymous_provider_disabled');
      const { email } = await newcomer();
      assert.ifError((await auth.signInWithPassword({ email, password })).error);
      const linked = await auth.linkIdentity({ provider: 'github', options: { skipBrowserRedirect: true } });
      assert.equal(linked.error.code, 'manual_linking_disabled');
    });
  });
}
