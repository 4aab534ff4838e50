// Tokens for services, checked as Hasura, Firebase and a service with a key of its own check them, on each engine.

import assert from 'node:assert/strict';
import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';

import { createRemoteJWKSet, decodeProtectedHeader, importSPKI, jwtVerify } from 'jose';

import { clientOf } from './client.mjs';
import { startDashboard } from './dashboard.mjs';
import { ENGINES } from './engines.mjs';

const PASSWORD = 'correct horse battery';

const FIREBASE = 'https://identitytoolkit.googleapis.com/google.identity.identitytoolkit.v1.IdentityToolkit';

/** A service account as Google issues it, and its public key. */
function serviceAccount() {
  const format = { publicKeyEncoding: { type: 'spki', format: 'pem' }, privateKeyEncoding: { type: 'pkcs8', format: 'pem' } };
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048, ...format });
  const email = 'firebase-adminsdk@school.iam.gserviceaccount.com';
  const account = { type: 'service_account', project_id: 'school', private_key: privateKey, client_email: email };
  return { account: JSON.stringify(account), email, publicKey };
}

for (const { engine, settings, skip } of ENGINES) {
  describe(`Tokens for services over ${engine}`, { skip }, () => {
    const secretKey = `sk_test_${randomBytes(32).toString('hex')}`;
    const { account, email, publicKey } = serviceAccount();
    let dashboard;

    before(async () => {
      const own = { CLERK_SECRET_KEY: secretKey, FIREBASE_SERVICE_ACCOUNT: account, AUTH_AUTOCONFIRM: 'true' };
      dashboard = await startDashboard({ ...own, ...settings });
    });
    after(() => dashboard?.stop());

    /** A user who has just signed up, and how they ask for a token. */
    const newcomer = async () => {
      const address = `${randomUUID()}@example.com`;
      const { data, error } = await clientOf(dashboard).signUp({ email: address, password: PASSWORD });
      assert.ifError(error);
      const headers = { authorization: `Bearer ${data.session.access_token}`, 'content-type': 'application/json' };
      const ask = async (request) => {
        const body = JSON.stringify(request);
        const answer = await fetch(`${dashboard.url}/user/tokens`, { method: 'POST', headers, body });
        return { status: answer.status, ...(await answer.json()) };
      };
      return { address, user: data.user, ask };
    };

    /** Creates a template by Clerk's Backend API. */
    const createTemplate = async (template) => {
      const url = new URL('/clerk/v1/jwt_templates', dashboard.url);
      const headers = { authorization: `Bearer ${secretKey}` };
      const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(template) });
      assert.equal(answer.status, 200);
      return answer.json();
    };

    const keys = () => createRemoteJWKSet(new URL(`${dashboard.url}/.well-known/jwks.json`));

    test('Hasura knows the user by the published keys', async () => {
      const { user, ask } = await newcomer();
      const { jwt, expires_at } = await ask({ service: 'hasura', leeway: 10 });
      const { payload } = await jwtVerify(jwt, keys(), { algorithms: ['RS256'], issuer: new URL('/clerk', dashboard.url).href });
      assert.equal(payload.exp, expires_at);
      assert.deepEqual(payload['https://hasura.io/jwt/claims'], {
        'x-hasura-allowed-roles': ['user'],
        'x-hasura-default-role': 'user',
        'x-hasura-user-id': user.id,
      });
    });

    test('Firebase takes a custom token of the service account', async () => {
      const { user, ask } = await newcomer();
      const { jwt } = await ask({ service: 'firebase' });
      const key = await importSPKI(publicKey, 'RS256');
      const { payload } = await jwtVerify(jwt, key, { algorithms: ['RS256'], audience: FIREBASE, issuer: email, subject: email });
      assert.equal(payload.uid, user.id);
      assert.ok(payload.exp - payload.iat <= 3600 && payload.iat <= Date.now() / 1000 + 1);
      assert.ok(payload.claims.sid);
    });

    test("a service with a secret of its own checks a template's token", async () => {
      const { address, user, ask } = await newcomer();
      const [name, secret] = [`service-${randomUUID()}`, randomBytes(32).toString('hex')];
      const created = await createTemplate({
        name,
        claims: { aud: 'library', mail: '{{user.primary_email_address}}', level: "{{user.unsafe_metadata.level || 1}}" },
        lifetime: 600,
        custom_signing_key: true,
        signing_algorithm: 'HS256',
        signing_key: secret,
      });
      assert.doesNotMatch(JSON.stringify(created), new RegExp(secret));
      const { jwt } = await ask({ template: name });
      const { payload } = await jwtVerify(jwt, new TextEncoder().encode(secret), { audience: 'library', subject: user.id });
      assert.deepEqual([payload.mail, payload.level, payload.exp - payload.iat], [address, 1, 600]);
    });

    test('the session token itself is that of the service "clerk"', async () => {
      const { user, ask } = await newcomer();
      for (const request of [{}, { service: 'clerk' }]) {
        const { jwt } = await ask(request);
        const { payload } = await jwtVerify(jwt, keys());
        assert.deepEqual([payload.sub, payload.sts, payload.v], [user.id, 'active', 2]);
        // Who finds it cannot use it as an access token.
        assert.ok((await clientOf(dashboard, jwt).getUser(jwt)).error);
      }
    });

    test('what does not exist is refused', async () => {
      const { ask } = await newcomer();
      const refused = async (request) => {
        const { status, error_code } = await ask(request);
        return [status, error_code];
      };
      assert.deepEqual(await refused({ service: 'telepathy' }), [404, 'template_not_found']);
      assert.deepEqual(await refused({ service: 'hasura', template: 'hasura' }), [400, 'validation_failed']);
      assert.deepEqual(await refused({ service: 'hasura', leeway: 60 }), [400, 'validation_failed']);
      assert.equal((await fetch(`${dashboard.url}/user/tokens`, { method: 'POST', body: '{}' })).status, 401);
    });

    test('the published keys have what verifiers ask for', async () => {
      const { ask } = await newcomer();
      const { jwt } = await ask({});
      const { kid } = decodeProtectedHeader(jwt);
      const published = await (await fetch(`${dashboard.url}/.well-known/jwks.json`)).json();
      const key = published.keys.find((key) => key.kid === kid);
      assert.deepEqual([key.kty, key.alg, key.use, 'd' in key], ['RSA', 'RS256', 'sig', false]);
    });
  });
}

describe('Tokens for Firebase without a service account', () => {
  test('are refused', async () => {
    const dashboard = await startDashboard({ AUTH_AUTOCONFIRM: 'true' });
    try {
      const { data } = await clientOf(dashboard).signUp({ email: 'maya@example.com', password: PASSWORD });
      const headers = { authorization: `Bearer ${data.session.access_token}` };
      const answer = await fetch(`${dashboard.url}/user/tokens`, { method: 'POST', headers, body: '{"service":"firebase"}' });
      const { error_code, msg } = await answer.json();
      assert.deepEqual([answer.status, error_code], [422, 'provider_disabled']);
      assert.match(msg, /FIREBASE_SERVICE_ACCOUNT/);
    } finally {
      await dashboard.stop();
    }
  });
});
