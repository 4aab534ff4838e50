// Webhooks as a school's program receives them, verified by Clerk's own client, on each engine.

import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';

import { createClerkClient } from '@clerk/backend';
import { verifyWebhook } from '@clerk/backend/webhooks';
import { Webhook } from 'standardwebhooks';

import { clientOf } from './client.mjs';
import { startDashboard } from './dashboard.mjs';
import { ENGINES } from './engines.mjs';
import { startReceiver } from './receiver.mjs';

const PASSWORD = 'correct horse battery';

const secretOf = () => `whsec_${randomBytes(32).toString('base64')}`;

/** What a receiver makes of a delivery with its secret. */
function verify({ path, headers, body }, signingSecret) {
  const request = new Request(`http://school.example${path}`, { method: 'POST', headers, body });
  return verifyWebhook(request, { signingSecret });
}

for (const { engine, settings, skip } of ENGINES) {
  describe(`Webhooks over ${engine}`, { skip }, () => {
    const [oldSecret, newSecret] = [secretOf(), secretOf()];
    const secretKey = `sk_test_${randomBytes(32).toString('hex')}`;
    let receiver;
    let dashboard;
    let clerk;

    before(async () => {
      receiver = await startReceiver();
      dashboard = await startDashboard({
        ...settings,
        CLERK_SECRET_KEY: secretKey,
        WEBHOOK_URL: receiver.url,
        WEBHOOK_SECRET: `${oldSecret},${newSecret}`,
      });
      const apiUrl = new URL('/clerk', dashboard.url).href;
      clerk = createClerkClient({ secretKey, apiUrl, telemetry: { disabled: true } });
    });
    after(async () => {
      await dashboard?.stop();
      receiver?.stop();
    });

    /** The events of a user that were accepted, in their order. */
    const eventsOf = (id) => receiver.accepted().filter(({ data }) => [data.id, data.user_id].includes(id));
    const typesOf = (id) => eventsOf(id).map(({ type }) => type);

    /** Resolves once these are the events of a user. */
    const told = async (id, ...types) => {
      await receiver.until(() => typesOf(id).length >= types.length, types.join());
      assert.deepEqual(typesOf(id), types);
    };

    const newcomer = async (params = {}) => {
      const email = `${randomUUID()}@example.com`;
      const user = await clerk.users.createUser({ emailAddress: [email], password: PASSWORD, ...params });
      return { email, user };
    };

    const signedIn = async (email) => {
      const auth = clientOf(dashboard);
      assert.ifError((await auth.signInWithPassword({ email, password: PASSWORD })).error);
      return auth;
    };

    test('tell of a user and their sessions, in order', async () => {
      const { email, user } = await newcomer();
      await told(user.id, 'user.created');
      await clerk.users.updateUserMetadata(user.id, { privateMetadata: { locker: 12 } });
      const [here, there] = [await signedIn(email), await signedIn(email)];
      const { session_id } = (await here.getClaims()).data.claims;
      await clerk.sessions.revokeSession(session_id);
      await there.signOut({ scope: 'local' });
      // A wrong password changes nothing.
      assert.ok((await clientOf(dashboard).signInWithPassword({ email, password: 'wrong password' })).error);
      await clerk.users.deleteUser(user.id);
      const session = ['user.updated', 'session.created'];
      const all = ['user.created', 'user.updated', ...session, ...session, 'session.revoked', 'session.removed', 'user.deleted'];
      // Events of a user who is gone tell nothing: only those that were read before the deletion arrive.
      await receiver.until(() => typesOf(user.id).includes('user.deleted'), 'user.deleted');
      const types = typesOf(user.id);
      assert.equal(types.at(-1), 'user.deleted');
      const sessions = (list) => list.filter((type) => type.startsWith('session.'));
      assert.deepEqual(sessions(types), sessions(all));
      const deleted = eventsOf(user.id).at(-1);
      assert.deepEqual(deleted.data, { object: 'user', id: user.id, deleted: true });
      const revoked = eventsOf(user.id).find(({ type }) => type === 'session.revoked');
      assert.deepEqual([revoked.data.id, revoked.data.object, revoked.data.status], [session_id, 'session', 'revoked']);
    });

    test('have the user in the format of the API, with private metadata', async () => {
      const before = Date.now();
      const { user } = await newcomer({ firstName: 'Maya', privateMetadata: { locker: 12 }, publicMetadata: { class: '4b' } });
      await receiver.until(() => typesOf(user.id).includes('user.created'), 'user.created');
      const { type, object, timestamp, instance_id, event_attributes } = eventsOf(user.id)[0];
      assert.deepEqual([type, object], ['user.created', 'event']);
      assert.ok(timestamp >= before - 1000 && timestamp <= Date.now() + 1000, `${timestamp}`);
      assert.match(instance_id, /^ins_[0-9a-f]{32}$/);
      assert.deepEqual(Object.keys(event_attributes.http_request), ['client_ip', 'user_agent']);
      // All that is said of a user is there from the start.
      await told(user.id, 'user.created');
      const { data } = eventsOf(user.id)[0];
      assert.deepEqual([data.first_name, data.private_metadata, data.public_metadata], ['Maya', { locker: 12 }, { class: '4b' }]);
      const url = `${new URL('/clerk/v1/users/', dashboard.url)}${user.id}`;
      const answer = await fetch(url, { headers: { authorization: `Bearer ${secretKey}` } });
      assert.deepEqual(data, await answer.json());
    });

    test('are signed with each secret, for what is in them and for now', async () => {
      const { user } = await newcomer();
      await told(user.id, 'user.created');
      const delivery = receiver.deliveries.find(({ body }) => body.includes(user.id));
      for (const secret of [oldSecret, newSecret]) {
        const event = await verify(delivery, secret);
        assert.deepEqual([event.type, event.data.id], ['user.created', user.id]);
        new Webhook(secret).verify(delivery.body, delivery.headers);
      }
      assert.equal(delivery.headers['webhook-id'], delivery.headers['svix-id']);
      assert.equal(delivery.headers['content-type'], 'application/json');
      await assert.rejects(verify(delivery, secretOf()));
      await assert.rejects(verify({ ...delivery, body: delivery.body.replace('user.created', 'user.deleted') }, newSecret));
      const old = { ...delivery.headers, 'svix-timestamp': `${delivery.headers['svix-timestamp'] - 600}` };
      await assert.rejects(verify({ ...delivery, headers: old }, newSecret));
    });

    test('wait while the receiver is down, and then arrive once, in order', async () => {
      receiver.answer = () => 503;
      const people = [];
      for (let number = 0; number < 4; number += 1) people.push(await newcomer());
      for (const { user } of people) await clerk.users.updateUser(user.id, { firstName: 'Leon' });
      const ids = people.map(({ user }) => user.id);
      await receiver.until(() => receiver.deliveries.filter(({ status }) => status === 503).length >= 3, 'failures');
      assert.deepEqual(ids.map((id) => typesOf(id)), [[], [], [], []]);
      receiver.answer = () => 204;
      for (const id of ids) await told(id, 'user.created', 'user.updated');
      const accepted = receiver.deliveries.filter(({ status }) => status < 300).map(({ headers }) => headers['svix-id']);
      assert.equal(new Set(accepted).size, accepted.length);
    });

    test('of one user wait for each other, and not for those of others', async () => {
      const [maya, leon] = [await newcomer(), await newcomer()];
      await told(maya.user.id, 'user.created');
      await told(leon.user.id, 'user.created');
      receiver.answer = (body) => (body.includes(maya.user.id) ? 500 : 204);
      await clerk.users.updateUser(maya.user.id, { firstName: 'Maya' });
      await signedIn(maya.email);
      await clerk.users.updateUser(leon.user.id, { firstName: 'Leon' });
      await told(leon.user.id, 'user.created', 'user.updated');
      assert.deepEqual(typesOf(maya.user.id), ['user.created']);
      receiver.answer = () => 204;
      await told(maya.user.id, 'user.created', 'user.updated', 'user.updated', 'session.created');
    });

    test('do not follow a redirect', async () => {
      receiver.answer = () => 302;
      const { user } = await newcomer();
      await receiver.until(() => receiver.deliveries.some(({ status, body }) => status === 302 && body.includes(user.id)), 'a redirect');
      receiver.answer = () => 204;
      await told(user.id, 'user.created');
      assert.ok(receiver.deliveries.every(({ path }) => path === '/webhooks'));
    });

    test('are delivered again when an administrator asks for it', async () => {
      const since = new Date().toISOString();
      const { user } = await newcomer({ firstName: 'Maya' });
      await told(user.id, 'user.created');
      const idsOf = () => receiver.deliveries.filter(({ body }) => body.includes(user.id)).map(({ headers }) => headers['svix-id']);
      const first = idsOf();
      assert.ok(Number(dashboard.run('webhooks', 'replay', '--since', since)) >= 1);
      await told(user.id, 'user.created', 'user.created');
      assert.deepEqual(idsOf(), [...first, ...first]);
      assert.equal(dashboard.run('webhooks', 'replay', '--since', '2999-01-01T00:00:00Z'), '0');
      assert.throws(() => dashboard.run('webhooks', 'replay', '--since', 'yesterday'));
    });
  });
}
