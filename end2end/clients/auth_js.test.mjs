// Supabase's own client, as apps use it, against the built dashboard on each engine.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';

import { codeOf } from './authenticator.mjs';
import { clientOf } from './client.mjs';
import { startDashboard } from './dashboard.mjs';
import { ENGINES } from './engines.mjs';

const PASSWORD = 'correct horse battery';

for (const { engine, settings, skip } of ENGINES) {
  describe(`auth-js over ${engine}`, { skip }, () => {
    let dashboard;

    before(async () => {
      // Nothing is forgiven for having happened at the same time, so that no test has to wait.
      const account = { AUTH_AUTOCONFIRM: 'true', AUTH_REFRESH_REUSE_INTERVAL: '0' };
      dashboard = await startDashboard({ ...account, ...settings });
    });
    after(() => dashboard?.stop());

    const client = () => clientOf(dashboard);

    /** A client whose user has just signed up, their address, and their session. */
    const newcomer = async () => {
      const [auth, email] = [client(), `${randomUUID()}@example.com`];
      const { data, error } = await auth.signUp({ email, password: PASSWORD, options: { data: { name: 'Maya' } } });
      assert.ifError(error);
      return { auth, email, session: data.session };
    };

    /** Another device of the same user. */
    const device = async (email) => {
      const auth = client();
      const { data, error } = await auth.signInWithPassword({ email, password: PASSWORD });
      assert.ifError(error);
      return { auth, session: data.session };
    };

    const isAlive = async (session) => (await client().getUser(session.access_token)).error === null;

    test('signs up, and is signed in', async () => {
      const { auth, email, session } = await newcomer();
      const { data, error } = await auth.getUser();
      assert.ifError(error);
      assert.equal(data.user.email, email);
      assert.deepEqual(data.user, session.user);
      assert.deepEqual(data.user.user_metadata, { name: 'Maya' });
      assert.deepEqual(data.user.app_metadata, { provider: 'email', providers: ['email'] });
    });

    test('is told what is wrong with a sign-up', async () => {
      const { email } = await newcomer();
      const taken = await client().signUp({ email, password: PASSWORD });
      assert.equal(taken.error.code, 'user_already_exists');
      const weak = await client().signUp({ email: `${randomUUID()}@example.com`, password: '1234567' });
      assert.equal(weak.error.name, 'AuthWeakPasswordError');
      assert.deepEqual(weak.error.reasons, ['length']);
    });

    test('signs in with the right password only', async () => {
      const { email } = await newcomer();
      const { session } = await device(email);
      assert.ok(await isAlive(session));
      for (const wrong of [{ email, password: 'wrong password' }, { email: `${randomUUID()}@example.com`, password: PASSWORD }]) {
        const { error } = await client().signInWithPassword(wrong);
        assert.deepEqual([error.status, error.code], [400, 'invalid_credentials']);
      }
    });

    test('checks an access token by the published keys', async () => {
      const { auth, session } = await newcomer();
      const { data, error } = await auth.getClaims();
      assert.ifError(error);
      assert.equal(data.header.alg, 'ES256');
      assert.equal(data.claims.sub, session.user.id);
      const [header, claims, signature] = session.access_token.split('.');
      const forged = `${header}.${claims}.${signature.slice(4)}AAAA`;
      const refused = await client().getClaims(forged);
      assert.equal(refused.error.name, 'AuthInvalidJwtError');
    });

    test('updates the user, who then signs in with the new password alone', async () => {
      const { auth, email, session } = await newcomer();
      const other = await device(email);
      const { data, error } = await auth.updateUser({ data: { theme: 'dark', name: null } });
      assert.ifError(error);
      assert.deepEqual(data.user.user_metadata, { theme: 'dark' });
      const changed = await auth.updateUser({ password: 'another long password' });
      assert.ifError(changed.error);
      assert.deepEqual([await isAlive(session), await isAlive(other.session)], [true, false]);
      const refused = await client().signInWithPassword({ email, password: PASSWORD });
      assert.equal(refused.error.code, 'invalid_credentials');
      const same = await auth.updateUser({ password: 'another long password' });
      assert.equal(same.error.code, 'same_password');
    });

    test('refreshes its session', async () => {
      const { auth, session } = await newcomer();
      const { data, error } = await auth.refreshSession();
      assert.ifError(error);
      assert.notEqual(data.session.refresh_token, session.refresh_token);
      assert.ok(await isAlive(data.session));
    });

    test('twenty that refresh at once have one successor, and nobody is signed out', async () => {
      const { session } = await newcomer();
      const { refresh_token } = session;
      const answers = await Promise.all(Array.from({ length: 20 }, () => client().refreshSession({ refresh_token })));
      answers.forEach(({ error }) => assert.ifError(error));
      const successors = new Set(answers.map(({ data }) => data.session.refresh_token));
      assert.equal(successors.size, 1);
      assert.ok(!successors.has(refresh_token));
      assert.ok((await Promise.all(answers.map(({ data }) => isAlive(data.session)))).every(Boolean));
    });

    test('a replayed refresh token ends the session, and no descendant works', async () => {
      const { auth, session } = await newcomer();
      const family = [session];
      for (let age = 0; age < 3; age += 1) {
        family.push((await auth.refreshSession()).data.session);
      }
      const replayed = await client().refreshSession({ refresh_token: family[0].refresh_token });
      assert.deepEqual([replayed.error.status, replayed.error.code], [400, 'refresh_token_already_used']);
      for (const { refresh_token, access_token } of family) {
        const refused = await client().refreshSession({ refresh_token });
        assert.equal(refused.error.code, 'refresh_token_not_found');
        const { error } = await client().getUser(access_token);
        assert.equal(error.name, 'AuthSessionMissingError');
      }
    });

    test('signs out here, elsewhere, and everywhere', async () => {
      const { email } = await newcomer();
      const alive = { local: [false, true], others: [true, false], global: [false, false] };
      for (const [scope, expected] of Object.entries(alive)) {
        const [here, there] = [await device(email), await device(email)];
        const { error } = await here.auth.signOut({ scope });
        assert.ifError(error);
        assert.deepEqual([await isAlive(here.session), await isAlive(there.session)], expected, scope);
      }
    });

    test('enrols an authenticator app, and is surer who it is from then on', async () => {
      const { auth, email } = await newcomer();
      const enrolled = await auth.mfa.enroll({ factorType: 'totp', friendlyName: 'phone' });
      assert.ifError(enrolled.error);
      const { id: factorId, totp } = enrolled.data;
      assert.match(totp.qr_code, /^data:image\/svg\+xml;utf-8,.*<svg/s);
      const wrong = await auth.mfa.challengeAndVerify({ factorId, code: '000 00x' });
      assert.deepEqual([wrong.error.status, wrong.error.code], [422, 'mfa_verification_failed']);
      const other = await device(email);
      assert.ifError((await auth.mfa.challengeAndVerify({ factorId, code: codeOf(totp.secret) })).error);
      assert.equal(await isAlive(other.session), false);
      const { data: level } = await auth.mfa.getAuthenticatorAssuranceLevel();
      assert.deepEqual([level.currentLevel, level.nextLevel], ['aal2', 'aal2']);
      const { data: factors } = await auth.mfa.listFactors();
      assert.deepEqual(factors.totp.map(({ id, status }) => [id, status]), [[factorId, 'verified']]);

      const beside = await device(email);
      const { data: below } = await beside.auth.mfa.getAuthenticatorAssuranceLevel();
      assert.deepEqual([below.currentLevel, below.nextLevel], ['aal1', 'aal2']);
      const refused = await beside.auth.updateUser({ password: 'another long password' });
      assert.deepEqual([refused.error.status, refused.error.code], [401, 'insufficient_aal']);
      // The step of time after the one that was used.
      assert.ifError((await beside.auth.mfa.challengeAndVerify({ factorId, code: codeOf(totp.secret, 1) })).error);
      assert.ifError((await beside.auth.mfa.unenroll({ factorId })).error);
      assert.deepEqual((await beside.auth.mfa.listFactors()).data.totp, []);
    });

    test('a client that is signed out elsewhere forgets its session', async () => {
      const { auth, email } = await newcomer();
      const other = await device(email);
      assert.ifError((await other.auth.signOut()).error);
      const { error } = await auth.getUser();
      assert.equal(error.name, 'AuthSessionMissingError');
      assert.equal((await auth.getSession()).data.session, null);
      assert.ifError((await auth.signOut()).error);
    });
  });
}
