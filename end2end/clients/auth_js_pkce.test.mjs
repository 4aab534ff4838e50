// Supabase's own client as an app that keeps a secret (PKCE): the links of its mails lead back to it.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';

import { clientOf } from './client.mjs';
import { startDashboard } from './dashboard.mjs';
import { ENGINES } from './engines.mjs';

const APP = 'http://127.0.0.1:5173/welcome';
const password = 'correct horse battery';

for (const { engine, settings, skip } of ENGINES) {
  describe(`auth-js with PKCE over ${engine}`, { skip }, () => {
    let dashboard;

    before(async () => {
      dashboard = await startDashboard(settings);
    });
    after(() => dashboard?.stop());

    const client = () => clientOf(dashboard, undefined, { flowType: 'pkce' });
    const address = () => `${randomUUID()}@example.com`;
    const options = { emailRedirectTo: APP };

    /** Where the button leads behind the link of the last mail to this address: the reader's browser is somebody else's. */
    const press = async (email) => {
      const link = new URL(/http:\S+\/confirm\?token=\S+/.exec(await dashboard.mailTo(email))[0]);
      assert.equal((await fetch(link)).status, 200);
      const answer = await fetch(new URL('/confirm', link), {
        method: 'POST',
        headers: { origin: link.origin },
        body: new URLSearchParams({ token: link.searchParams.get('token') }),
        redirect: 'manual',
      });
      assert.deepEqual([answer.status, answer.headers.get('set-cookie')], [303, null]);
      return new URL(answer.headers.get('location'), link);
    };

    /** The code that the app is led back with. */
    const ledBack = async (email) => {
      const place = await press(email);
      assert.equal(place.origin + place.pathname, APP);
      return place.searchParams.get('code');
    };

    /** A client whose user has signed up by a link, and that address. */
    const newcomer = async () => {
      const [auth, email] = [client(), address()];
      assert.ifError((await auth.signUp({ email, password, options })).error);
      const { data, error } = await auth.exchangeCodeForSession(await ledBack(email));
      assert.ifError(error);
      return { auth, email, data };
    };

    test('confirms a sign-up', async () => {
      const { auth, email, data } = await newcomer();
      assert.equal(data.user.email, email);
      assert.ok(data.user.email_confirmed_at);
      assert.ifError((await auth.getUser()).error);
      assert.ifError((await auth.refreshSession()).error);
      assert.ifError((await client().signInWithPassword({ email, password })).error);
    });

    test('signs in by a link', async () => {
      const [auth, email] = [client(), address()];
      assert.ifError((await auth.signInWithOtp({ email, options })).error);
      const { data, error } = await auth.exchangeCodeForSession(await ledBack(email));
      assert.ifError(error);
      assert.equal(data.session.user.email, email);
      const { data: proof } = await auth.getClaims();
      assert.equal(proof.claims.amr[0].method, 'email/signup');
    });

    test('recovers an account whose password is forgotten', async () => {
      const { email } = await newcomer();
      const auth = client();
      assert.ifError((await auth.resetPasswordForEmail(email, { redirectTo: APP })).error);
      const { data, error } = await auth.exchangeCodeForSession(await ledBack(email));
      assert.ifError(error);
      assert.equal(data.redirectType, 'recovery');
      assert.ifError((await auth.updateUser({ password: 'another long password' })).error);
      assert.ifError((await client().signInWithPassword({ email, password: 'another long password' })).error);
    });

    test('moves to another address, which both confirm', async () => {
      const { auth, email } = await newcomer();
      const next = address();
      assert.ifError((await auth.updateUser({ email: next }, options)).error);
      assert.equal((await press(email)).pathname, '/confirm');
      // This version of the client forgets its secret whenever it saves its session, as it has just done: with the code
      // it cannot do anything.
      assert.ok(await ledBack(next));
      assert.ifError((await client().signInWithPassword({ email: next, password })).error);
    });

    test('verifies the code that is typed instead', async () => {
      const [auth, email] = [client(), address()];
      assert.ifError((await auth.signInWithOtp({ email, options })).error);
      const [token] = /\b\d{8}\b/.exec(await dashboard.mailTo(email));
      assert.ifError((await auth.verifyOtp({ type: 'email', email, token })).error);
      assert.ifError((await auth.getUser()).error);
    });

    test('a code without its secret opens nothing, and is over', async () => {
      const [auth, email, thief] = [client(), address(), client()];
      assert.ifError((await auth.signInWithOtp({ email, options })).error);
      assert.ifError((await thief.signInWithOtp({ email: address(), options })).error);
      const code = await ledBack(email);
      const stolen = await thief.exchangeCodeForSession(code);
      assert.deepEqual([stolen.error.status, stolen.error.code], [400, 'bad_code_verifier']);
      const late = await auth.exchangeCodeForSession(code);
      assert.deepEqual([late.error.status, late.error.code], [404, 'flow_state_not_found']);
      assert.equal((await auth.getSession()).data.session, null);
    });

    test('is led to no stranger', async () => {
      const [auth, email] = [client(), address()];
      const stranger = { emailRedirectTo: 'https://evil.example/' };
      assert.ifError((await auth.signInWithOtp({ email, options: stranger })).error);
      const place = await press(email);
      assert.equal(place.origin, new URL(dashboard.url).origin);
      assert.ifError((await auth.exchangeCodeForSession(place.searchParams.get('code'))).error);
    });
  });
}
