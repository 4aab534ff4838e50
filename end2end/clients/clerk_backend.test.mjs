// Clerk's own client as a school's program uses it, beside Supabase's as its users do, on each engine.

import assert from 'node:assert/strict';
import { createPublicKey, generateKeyPairSync, randomBytes, randomInt, randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';

import { createClerkClient, verifyToken } from '@clerk/backend';

import { codeOf } from './authenticator.mjs';
import { clientOf } from './client.mjs';
import { startDashboard } from './dashboard.mjs';
import { ENGINES } from './engines.mjs';

const PASSWORD = 'correct horse battery';

const secretKey = () => `sk_test_${randomBytes(32).toString('hex')}`;

/** Clerk's client of this dashboard. */
function clerkOf(dashboard, secretKey) {
  const apiUrl = new URL('/clerk', dashboard.url).href;
  return createClerkClient({ secretKey, apiUrl, apiVersion: 'v1', telemetry: { disabled: true } });
}

/** Status, code and parameter of the error that a request is refused with. */
async function refusal(request) {
  try {
    await request;
  } catch ({ status, errors, clerkTraceId }) {
    assert.ok(clerkTraceId);
    return [status, errors[0].code, errors[0].meta.paramName];
  }
  return assert.fail('The request was not refused.');
}

for (const { engine, settings, skip } of ENGINES) {
  describe(`Clerk's backend client over ${engine}`, { skip }, () => {
    const [oldKey, newKey] = [secretKey(), secretKey()];
    let dashboard;
    let clerk;

    before(async () => {
      dashboard = await startDashboard({ CLERK_SECRET_KEY: `${oldKey},${newKey}`, ...settings });
      clerk = clerkOf(dashboard, newKey);
    });
    after(() => dashboard?.stop());

    const address = () => `${randomUUID()}@example.com`;
    const number = () => `+1201555${randomInt(10_000).toString().padStart(4, '0')}`;

    /** A user with a verified address and a password. */
    const newcomer = async (params = {}) => {
      const email = address();
      const user = await clerk.users.createUser({ emailAddress: [email], password: PASSWORD, ...params });
      return { email, user };
    };

    /** Supabase's client of a user who has just signed in. */
    const signedIn = async (email) => {
      const auth = clientOf(dashboard);
      const { error } = await auth.signInWithPassword({ email, password: PASSWORD });
      assert.ifError(error);
      return auth;
    };

    const signInError = async (email, password = PASSWORD) =>
      (await clientOf(dashboard).signInWithPassword({ email, password })).error?.code;

    test('creates a user with all that is said of them', async () => {
      const [username, externalId] = [`maya_${randomBytes(6).toString('hex')}`, `school-${randomUUID()}`];
      const before = Date.now();
      const { email, user } = await newcomer({
        firstName: 'Maya',
        lastName: 'Ünal',
        username,
        externalId,
        publicMetadata: { class: '4b' },
        privateMetadata: { notes: ['quiet'] },
        unsafeMetadata: { theme: 'dark' },
        skipPasswordRequirement: true,
      });
      assert.equal(user.fullName, 'Maya Ünal');
      assert.deepEqual([user.username, user.externalId], [username, externalId]);
      assert.equal(user.primaryEmailAddress.emailAddress, email);
      assert.equal(user.primaryEmailAddress.verification.status, 'verified');
      assert.deepEqual([user.passwordEnabled, user.twoFactorEnabled, user.banned, user.locked], [true, false, false, false]);
      assert.deepEqual(user.publicMetadata, { class: '4b' });
      assert.deepEqual(user.privateMetadata, { notes: ['quiet'] });
      assert.deepEqual(user.unsafeMetadata, { theme: 'dark' });
      // Milliseconds; the server's clock is this one.
      assert.ok(user.createdAt >= before - 1000 && user.createdAt <= Date.now() + 1000, `${user.createdAt}`);
      assert.deepEqual(await clerk.users.getUser(user.id), user);
    });

    test('creates a user with several addresses, or with none of them', async () => {
      const emails = [address(), address(), address()];
      const user = await clerk.users.createUser({ emailAddress: [...emails, emails[1].toUpperCase()], password: PASSWORD });
      assert.equal(user.primaryEmailAddress.emailAddress, emails[0]);
      assert.deepEqual(user.emailAddresses.map(({ emailAddress }) => emailAddress), emails);
      assert.ok(user.emailAddresses.every(({ verification }) => verification.status === 'verified'));
      for (const email of emails) {
        assert.equal(await signInError(email), undefined, 'each of them signs in');
      }
      const fresh = address();
      const taken = await refusal(clerk.users.createUser({ emailAddress: [fresh, emails[2]] }));
      assert.deepEqual(taken, [422, 'form_identifier_exists', 'email_address']);
      const username = await refusal(clerk.users.createUser({ emailAddress: [fresh], username: '!' }));
      assert.equal(username[0], 422);
      assert.equal(await clerk.users.getCount({ emailAddress: [fresh] }), 0);
    });

    test('adds, verifies and removes addresses', async () => {
      const { email, user } = await newcomer();
      const [claimed, second] = [address(), address()];
      const added = await clerk.emailAddresses.createEmailAddress({ userId: user.id, emailAddress: claimed });
      assert.deepEqual([added.emailAddress, added.verification.status], [claimed, 'unverified']);
      assert.deepEqual(await clerk.emailAddresses.getEmailAddress(added.id), added);
      assert.equal(await signInError(claimed), 'invalid_credentials');
      const unverified = await refusal(clerk.emailAddresses.updateEmailAddress(added.id, { primary: true }));
      assert.deepEqual(unverified, [422, 'form_param_value_invalid', 'primary_email_address_id']);
      const verified = await clerk.emailAddresses.updateEmailAddress(added.id, { verified: true });
      assert.equal(verified.verification.status, 'verified');
      assert.equal(await signInError(claimed), undefined);
      const main = await clerk.emailAddresses.createEmailAddress({ userId: user.id, emailAddress: second, verified: true, primary: true });
      assert.equal((await clerk.users.getUser(user.id)).primaryEmailAddressId, main.id);
      assert.equal((await signedIn(email).then((auth) => auth.getUser())).data.user.email, second);
      const unneeded = await refusal(clerk.emailAddresses.updateEmailAddress(main.id, { primary: false }));
      assert.deepEqual(unneeded, [422, 'form_param_value_invalid', 'primary']);
      // One after the other: a promise that fails before anybody waits for it stops the test.
      for (const request of [() => clerk.emailAddresses.deleteEmailAddress(main.id), () => clerk.emailAddresses.updateEmailAddress(main.id, { verified: false })]) {
        assert.deepEqual((await refusal(request())).slice(0, 2), [422, 'identification_deletion_failed']);
      }
      const deleted = await clerk.emailAddresses.deleteEmailAddress(added.id);
      assert.deepEqual([deleted.object, deleted.id, deleted.deleted], ['email_address', added.id, true]);
      assert.equal(await signInError(claimed), 'invalid_credentials');
      assert.deepEqual((await refusal(clerk.emailAddresses.getEmailAddress(added.id))).slice(0, 2), [404, 'resource_not_found']);
      await clerk.emailAddresses.deleteEmailAddress(user.primaryEmailAddressId);
      const last = await refusal(clerk.emailAddresses.deleteEmailAddress(main.id));
      assert.deepEqual(last.slice(0, 2), [422, 'identification_deletion_failed'], 'the last way in');
      assert.equal(await signInError(second), undefined);
    });

    test('makes another address the primary one, or the only one', async () => {
      const { email, user } = await newcomer();
      const { email: taken, user: other } = await newcomer();
      const second = await clerk.emailAddresses.createEmailAddress({ userId: user.id, emailAddress: address(), verified: true });
      const updated = await clerk.users.updateUser(user.id, { firstName: 'Maya', primaryEmailAddressID: second.id, notifyPrimaryEmailAddressChanged: true });
      assert.deepEqual([updated.firstName, updated.primaryEmailAddressId], ['Maya', second.id]);
      assert.equal(await signInError(email), undefined, 'the previous one stays');
      // All of it, or nothing.
      for (const id of [other.primaryEmailAddressId, randomUUID(), 'idn_1']) {
        const refused = await refusal(clerk.users.updateUser(user.id, { firstName: 'Other', primaryEmailAddressID: id }));
        assert.deepEqual(refused, [422, 'form_resource_not_found', 'primary_email_address_id']);
      }
      assert.equal((await clerk.users.getUser(user.id)).firstName, 'Maya');
      const only = address();
      const replaced = await clerk.users.replaceUserEmailAddress(user.id, { emailAddress: only });
      assert.deepEqual([replaced.emailAddress, replaced.verification.status], [only, 'verified']);
      const after = await clerk.users.getUser(user.id);
      assert.deepEqual(after.emailAddresses.map(({ emailAddress }) => emailAddress), [only]);
      assert.equal(after.primaryEmailAddressId, replaced.id);
      assert.deepEqual([await signInError(email), await signInError(only)], ['invalid_credentials', undefined]);
      const exists = [422, 'form_identifier_exists', 'email_address'];
      assert.deepEqual(await refusal(clerk.users.replaceUserEmailAddress(user.id, { emailAddress: taken })), exists);
      for (const emailAddress of [taken, only.toUpperCase()]) {
        assert.deepEqual(await refusal(clerk.emailAddresses.createEmailAddress({ userId: user.id, emailAddress, verified: true })), exists);
      }
      const nobody = await refusal(clerk.emailAddresses.createEmailAddress({ userId: randomUUID(), emailAddress: address() }));
      assert.deepEqual(nobody.slice(0, 2), [404, 'resource_not_found']);
      const invalid = await refusal(clerk.emailAddresses.createEmailAddress({ userId: user.id, emailAddress: 'nobody' }));
      assert.deepEqual(invalid, [422, 'form_param_format_invalid', 'email_address']);
    });

    test('finds users by their properties, and counts them', async () => {
      const lastName = `Sinclair${randomBytes(4).toString('hex')}`;
      const maya = await newcomer({ firstName: 'Maya', lastName, username: `user_${randomBytes(6).toString('hex')}` });
      const leon = await newcomer({ firstName: 'Leon', lastName, externalId: `id-${randomUUID()}` });
      const ids = async (params) => {
        const { data, totalCount } = await clerk.users.getUserList(params);
        assert.equal(totalCount, await clerk.users.getCount({ ...params, orderBy: undefined, limit: undefined, offset: undefined }));
        return [data.map(({ id }) => id), totalCount];
      };
      const [both, one] = [[maya.user.id, leon.user.id], [maya.user.id]];
      assert.deepEqual(await ids({ emailAddress: [maya.email] }), [one, 1]);
      assert.deepEqual(await ids({ emailAddress: [maya.email, leon.email], orderBy: 'created_at' }), [both, 2]);
      assert.deepEqual(await ids({ userId: both, orderBy: '-first_name' }), [both, 2]);
      assert.deepEqual(await ids({ username: [maya.user.username] }), [one, 1]);
      assert.deepEqual(await ids({ externalId: [leon.user.externalId] }), [[leon.user.id], 1]);
      assert.deepEqual(await ids({ query: lastName.toUpperCase(), orderBy: '+created_at' }), [both, 2]);
      assert.deepEqual(await ids({ query: lastName, orderBy: '+created_at', limit: 1, offset: 1 }), [[leon.user.id], 2]);
      assert.deepEqual(await ids({ emailAddress: [address()] }), [[], 0]);
      // What is not filtered by is refused, not left out.
      const refused = await refusal(clerk.users.getUserList({ web3Wallet: ['0x01'] }));
      assert.deepEqual(refused, [422, 'form_param_unknown', 'web3_wallet']);
      const tooLong = await refusal(clerk.users.getUserList({ query: 'x'.repeat(256) }));
      assert.deepEqual(tooLong, [422, 'form_param_value_invalid', 'query']);
      const tooMany = await refusal(clerk.users.getUserList({ limit: 501 }));
      assert.deepEqual(tooMany, [422, 'form_param_value_invalid', 'limit']);
    });

    test('updates names, username and password', async () => {
      const { email, user } = await newcomer({ firstName: 'May' });
      const username = `leon_${randomBytes(6).toString('hex')}`;
      const updated = await clerk.users.updateUser(user.id, { firstName: 'Maya', lastName: 'Ito', username });
      assert.deepEqual([updated.firstName, updated.lastName, updated.username], ['Maya', 'Ito', username]);
      const { user: other } = await newcomer();
      const taken = await refusal(clerk.users.updateUser(other.id, { username }));
      assert.deepEqual(taken, [422, 'form_identifier_exists', 'username']);
      assert.equal((await clerk.users.updateUser(user.id, { username: null })).username, null);
      // All of it, or nothing.
      const weak = await refusal(clerk.users.updateUser(user.id, { firstName: 'Other', password: 'password1' }));
      assert.deepEqual(weak, [422, 'form_password_pwned', 'password']);
      const { firstName } = await clerk.users.getUser(user.id);
      assert.equal(firstName, 'Maya');
      for (const [field, value] of [['externalId', 'x'.repeat(256)], ['externalId', 'a\tb'], ['locale', 'e'.repeat(36)]]) {
        const refused = await refusal(clerk.users.updateUser(user.id, { [field]: value }));
        assert.deepEqual(refused.slice(0, 2), [422, 'form_param_value_invalid'], value);
      }
      await clerk.users.updateUser(user.id, { password: 'another long password' });
      assert.equal(await signInError(email), 'invalid_credentials');
      assert.equal(await signInError(email, 'another long password'), undefined);
    });

    test('sets and removes a picture', async () => {
      const { user } = await newcomer({ firstName: 'Maya', lastName: 'Ito' });
      assert.equal(user.hasImage, false);
      const initials = await fetch(user.imageUrl);
      assert.deepEqual([initials.status, initials.headers.get('content-type')], [200, 'image/svg+xml']);
      assert.match(await initials.text(), />MI<\/text>/);
      // A GIF of one pixel; neither its name nor its type is believed.
      const gif = Buffer.from('R0lGODlhAQABAIAAAP8AAAAAACwAAAAAAQABAAACAkQBADs=', 'base64');
      const changed = await clerk.users.updateUserProfileImage(user.id, { file: new File([gif], 'maya.png', { type: 'image/png' }) });
      assert.deepEqual([changed.id, changed.hasImage], [user.id, true]);
      const picture = await fetch(changed.imageUrl);
      assert.deepEqual([picture.status, picture.headers.get('content-type')], [200, 'image/jpeg']);
      assert.match(picture.headers.get('cache-control'), /immutable/);
      const svg = new Blob(['<svg xmlns="http://www.w3.org/2000/svg"/>'], { type: 'image/png' });
      const refused = await refusal(clerk.users.updateUserProfileImage(user.id, { file: svg }));
      assert.deepEqual(refused, [422, 'form_param_value_invalid', 'file']);
      const large = await refusal(clerk.users.updateUserProfileImage(user.id, { file: new Blob([new Uint8Array(2 * 1024 * 1024 + 1)]) }));
      assert.deepEqual(large.slice(0, 2), [413, 'image_too_large']);
      const removed = await clerk.users.deleteUserProfileImage(user.id);
      assert.deepEqual([removed.hasImage, removed.imageUrl], [false, user.imageUrl]);
      assert.equal((await fetch(changed.imageUrl)).status, 404);
    });

    test('merges metadata at every level, and replaces it', async () => {
      const { user } = await newcomer({ publicMetadata: { a: { b: 1, c: 2 }, d: 3 }, unsafeMetadata: { kept: true } });
      const merged = await clerk.users.updateUserMetadata(user.id, {
        publicMetadata: { a: { b: null, e: { f: 4 } }, d: null },
        privateMetadata: { camelCase: 'stays' },
      });
      assert.deepEqual(merged.publicMetadata, { a: { c: 2, e: { f: 4 } } });
      assert.deepEqual(merged.privateMetadata, { camelCase: 'stays' });
      assert.deepEqual(merged.unsafeMetadata, { kept: true });
      const replaced = await clerk.users.replaceUserMetadata(user.id, { publicMetadata: { g: 5 }, privateMetadata: {} });
      assert.deepEqual(replaced.publicMetadata, { g: 5 });
      assert.deepEqual(replaced.privateMetadata, {});
      assert.deepEqual(replaced.unsafeMetadata, { kept: true });
      // The client turns this into a replacement: a user's own URL takes no metadata any more.
      const updated = await clerk.users.updateUser(user.id, { firstName: 'Maya', publicMetadata: { h: 6 } });
      assert.deepEqual([updated.firstName, updated.publicMetadata], ['Maya', { h: 6 }]);
      const url = `${new URL('/clerk/v1/users/', dashboard.url)}${user.id}`;
      const headers = { authorization: `Bearer ${newKey}` };
      const answer = await fetch(url, { method: 'PATCH', headers, body: JSON.stringify({ public_metadata: {} }) });
      assert.equal(answer.headers.get('content-type'), 'application/json');
      assert.deepEqual([answer.status, (await answer.json()).errors[0].code], [422, 'form_param_unknown']);
    });

    test('keeps private metadata from the user', async () => {
      const { email } = await newcomer({
        publicMetadata: { class: '4b' },
        privateMetadata: { notes: 'confidential' },
        unsafeMetadata: { theme: 'dark' },
      });
      const auth = await signedIn(email);
      const { data, error } = await auth.getUser();
      assert.ifError(error);
      assert.equal(data.user.app_metadata.class, '4b');
      assert.deepEqual(data.user.user_metadata, { theme: 'dark' });
      const { data: token } = await auth.getClaims();
      assert.doesNotMatch(JSON.stringify([data, token]), /confidential|private/);
    });

    test('bans a user, and lifts the ban', async () => {
      const { email, user } = await newcomer();
      const auth = await signedIn(email);
      assert.equal((await clerk.users.banUser(user.id)).banned, true);
      assert.equal(await signInError(email), 'user_banned');
      assert.ok((await auth.getUser()).error);
      assert.equal((await clerk.users.unbanUser(user.id)).banned, false);
      assert.equal(await signInError(email), undefined);
    });

    test('locks a user, and unlocks them', async () => {
      const { email, user } = await newcomer();
      const lockout = ({ locked, raw }) => [locked, raw.lockout_expires_in_seconds, raw.verification_attempts_remaining];
      assert.deepEqual(lockout(user), [false, null, 100]);
      assert.equal(await signInError(email, 'wrong password'), 'invalid_credentials');
      assert.deepEqual(lockout(await clerk.users.getUser(user.id)), [false, null, 99]);
      const [locked, seconds, left] = lockout(await clerk.users.lockUser(user.id));
      assert.deepEqual([locked, left], [true, 0]);
      assert.ok(seconds > 3500 && seconds <= 3600, `${seconds}`);
      // As a wrong password: nobody learns more.
      assert.equal(await signInError(email), 'invalid_credentials');
      const checked = await refusal(clerk.users.verifyPassword({ userId: user.id, password: PASSWORD }));
      assert.deepEqual(checked.slice(0, 2), [403, 'user_locked']);
      assert.deepEqual(lockout(await clerk.users.unlockUser(user.id)), [false, null, 100]);
      assert.equal(await signInError(email), undefined);
    });

    test('checks a password', async () => {
      const { user } = await newcomer();
      assert.deepEqual(await clerk.users.verifyPassword({ userId: user.id, password: PASSWORD }), { verified: true });
      const wrong = await refusal(clerk.users.verifyPassword({ userId: user.id, password: 'wrong password' }));
      assert.deepEqual(wrong.slice(0, 2), [422, 'incorrect_password']);
      const none = await clerk.users.createUser({ emailAddress: [address()] });
      assert.equal(none.passwordEnabled, false);
      const unset = await refusal(clerk.users.verifyPassword({ userId: none.id, password: PASSWORD }));
      assert.deepEqual(unset.slice(0, 2), [400, 'no_password_set']);
    });

    test('marks a password as compromised, and unmarks it', async () => {
      const { email, user } = await newcomer();
      const [here, clerkId] = [await signedIn(email), user.id];
      assert.equal((await clerk.users.setPasswordCompromised(clerkId)).passwordEnabled, true);
      assert.equal(await signInError(email), 'weak_password');
      assert.equal(await signInError(email, 'wrong password'), 'invalid_credentials');
      assert.ifError((await here.getUser()).error);
      await clerk.users.unsetPasswordCompromised(clerkId);
      assert.equal(await signInError(email), undefined);
      await clerk.users.setPasswordCompromised(clerkId, { revokeAllSessions: true });
      assert.ok((await here.getUser()).error);
      await clerk.users.updateUser(clerkId, { password: 'another battery staple' });
      assert.equal(await signInError(email, 'another battery staple'), undefined);
      const none = await clerk.users.createUser({ emailAddress: [address()] });
      const unset = await refusal(clerk.users.setPasswordCompromised(none.id));
      assert.deepEqual(unset.slice(0, 2), [400, 'no_password_set']);
      const nobody = await refusal(clerk.users.unsetPasswordCompromised(randomUUID()));
      assert.deepEqual(nobody.slice(0, 2), [404, 'resource_not_found']);
    });

    test('removes a password, and signs the user out where asked', async () => {
      const { email, user } = await newcomer();
      const auth = await signedIn(email);
      assert.equal((await clerk.users.removePassword(user.id)).passwordEnabled, false);
      assert.equal(await signInError(email), 'invalid_credentials');
      assert.ifError((await auth.getUser()).error);
      await clerk.users.removePassword(user.id, { signOutOfOtherSessions: true });
      assert.ok((await auth.getUser()).error);
    });

    test('removes the second factor of a user who lost their phone', async () => {
      const { email, user } = await newcomer();
      const auth = await signedIn(email);
      const { data: factor, error } = await auth.mfa.enroll({ factorType: 'totp', friendlyName: 'phone' });
      assert.ifError(error);
      const code = codeOf(factor.totp.secret);
      assert.ifError((await auth.mfa.challengeAndVerify({ factorId: factor.id, code })).error);
      const hasFactor = async () => {
        const { totpEnabled, twoFactorEnabled } = await clerk.users.getUser(user.id);
        return [totpEnabled, twoFactorEnabled];
      };
      assert.deepEqual(await hasFactor(), [true, true]);
      await clerk.users.disableUserMFA(user.id);
      assert.deepEqual(await hasFactor(), [false, false]);
    });

    test('checks the code of an authenticator app, or a backup code, once', async () => {
      const { email, user } = await newcomer();
      const none = await refusal(clerk.users.verifyTOTP({ userId: user.id, code: '123456' }));
      assert.deepEqual(none.slice(0, 2), [400, 'totp_not_enabled']);
      const auth = await signedIn(email);
      const { data: factor } = await auth.mfa.enroll({ factorType: 'totp', friendlyName: 'phone' });
      const now = codeOf(factor.totp.secret);
      assert.ifError((await auth.mfa.challengeAndVerify({ factorId: factor.id, code: now })).error);
      const wrong = await refusal(clerk.users.verifyTOTP({ userId: user.id, code: now }));
      assert.deepEqual(wrong, [422, 'form_code_incorrect', 'code']);
      const { data } = await auth.getSession();
      const headers = { authorization: `Bearer ${data.session.access_token}` };
      const answer = await fetch(`${dashboard.url}/factors/backup_codes`, { method: 'POST', headers });
      const [code] = (await answer.json()).codes;
      const verified = await clerk.users.verifyTOTP({ userId: user.id, code });
      assert.deepEqual([verified.verified, verified.code_type ?? verified.codeType], [true, 'backup_code']);
      const again = await refusal(clerk.users.verifyTOTP({ userId: user.id, code }));
      assert.deepEqual(again.slice(0, 2), [422, 'form_code_incorrect']);
      await clerk.users.deleteUserBackupCodes(user.id);
      const before = await clerk.users.getUser(user.id);
      assert.deepEqual([before.totpEnabled, before.backupCodeEnabled], [true, false]);
      await clerk.users.deleteUserTOTP(user.id);
      assert.equal((await clerk.users.getUser(user.id)).totpEnabled, false);
      const gone = [404, 'resource_not_found'];
      assert.deepEqual((await refusal(clerk.users.deleteUserTOTP(user.id))).slice(0, 2), gone);
      assert.deepEqual((await refusal(clerk.users.deleteUserBackupCodes(user.id))).slice(0, 2), gone);
    });

    test('takes the password digests of another server', async () => {
      const digest = '$2b$04$5mQiNq3SUt4G5jAxS1X/vO62gNI4zZR9BtAQQP56rmPhnNFwGuIyG';
      const hashed = { passwordDigest: digest, passwordHasher: 'bcrypt' };
      const { email, user } = await newcomer({ password: undefined, ...hashed });
      assert.equal(user.passwordEnabled, true);
      assert.equal(await signInError(email, 'wrong password'), 'invalid_credentials');
      assert.equal(await signInError(email), undefined);
      const { email: other, user: updated } = await newcomer({ password: 'another long password' });
      await clerk.users.updateUser(updated.id, hashed);
      assert.equal(await signInError(other, 'another long password'), 'invalid_credentials');
      assert.equal(await signInError(other), undefined);
      const create = (params) => refusal(clerk.users.createUser({ emailAddress: [address()], ...params }));
      const invalid = (field) => [422, 'form_param_value_invalid', field];
      assert.deepEqual(await create({ passwordDigest: digest, passwordHasher: 'md5' }), invalid('password_hasher'));
      assert.deepEqual(await create({ passwordDigest: digest, passwordHasher: 'argon2id' }), invalid('password_digest'));
      assert.deepEqual(await create({ password: PASSWORD, ...hashed }), invalid('password_digest'));
      assert.deepEqual(await create({ passwordDigest: digest }), [422, 'form_param_missing', 'password_hasher']);
    });

    test('gives a user phone numbers', async () => {
      const [first, second] = [number(), number()];
      const { user } = await newcomer({ phoneNumber: [first, second] });
      assert.deepEqual(user.phoneNumbers.map(({ phoneNumber }) => phoneNumber), [first, second]);
      assert.equal(user.primaryPhoneNumber.phoneNumber, first);
      assert.equal(user.primaryPhoneNumber.verification.status, 'verified');
      const { data } = await clerk.users.getUserList({ phoneNumber: [second] });
      assert.deepEqual(data.map(({ id }) => id), [user.id]);
      assert.equal(await clerk.users.getCount({ query: first.slice(1) }), 1);
      const third = await clerk.phoneNumbers.createPhoneNumber({ userId: user.id, phoneNumber: number() });
      assert.deepEqual([third.verification.status, third.reservedForSecondFactor], ['unverified', false]);
      assert.deepEqual(await clerk.phoneNumbers.getPhoneNumber(third.id), third);
      const early = await refusal(clerk.phoneNumbers.updatePhoneNumber(third.id, { reservedForSecondFactor: true }));
      assert.deepEqual(early.slice(0, 2), [422, 'form_param_value_invalid']);
      const all = { verified: true, primary: true, reservedForSecondFactor: true };
      const reserved = await clerk.phoneNumbers.updatePhoneNumber(third.id, all);
      assert.deepEqual([reserved.reservedForSecondFactor, reserved.defaultSecondFactor], [true, true]);
      const read = async () => {
        const { primaryPhoneNumberId, twoFactorEnabled, totpEnabled, phoneNumbers } = await clerk.users.getUser(user.id);
        return [primaryPhoneNumberId, twoFactorEnabled, totpEnabled, phoneNumbers.length];
      };
      assert.deepEqual(await read(), [third.id, true, false, 3]);
      await clerk.users.disableUserMFA(user.id);
      assert.deepEqual(await read(), [third.id, false, false, 3]);
      const [{ id }] = user.phoneNumbers;
      assert.equal((await clerk.users.updateUser(user.id, { primaryPhoneNumberID: id })).primaryPhoneNumberId, id);
      assert.equal((await clerk.phoneNumbers.deletePhoneNumber(id)).deleted, true);
      const gone = await refusal(clerk.phoneNumbers.getPhoneNumber(id));
      assert.deepEqual(gone.slice(0, 2), [404, 'resource_not_found']);
      const { id: only } = await clerk.users.replaceUserPhoneNumber(user.id, { phoneNumber: number() });
      assert.deepEqual(await read(), [only, false, false, 1]);
    });

    test('gives a phone number to one user', async () => {
      const taken = number();
      await newcomer({ phoneNumber: [taken] });
      const { user } = await newcomer();
      const exists = [422, 'form_identifier_exists', 'phone_number'];
      const params = { userId: user.id, phoneNumber: taken };
      assert.deepEqual(await refusal(clerk.phoneNumbers.createPhoneNumber({ ...params, verified: true })), exists);
      const claim = await clerk.phoneNumbers.createPhoneNumber(params);
      assert.deepEqual(await refusal(clerk.phoneNumbers.updatePhoneNumber(claim.id, { verified: true })), exists);
      const again = await refusal(clerk.phoneNumbers.createPhoneNumber(params));
      assert.deepEqual(again, exists);
      const costly = await refusal(clerk.phoneNumbers.createPhoneNumber({ ...params, phoneNumber: '+19005550123' }));
      assert.deepEqual(costly, [422, 'form_param_format_invalid', 'phone_number']);
      const nobody = await refusal(clerk.phoneNumbers.createPhoneNumber({ ...params, userId: randomUUID() }));
      assert.deepEqual(nobody.slice(0, 2), [404, 'resource_not_found']);
    });

    test('lists the sessions of a user, and revokes one', async () => {
      const { email, user } = await newcomer();
      const [here, there] = [await signedIn(email), await signedIn(email)];
      const list = (status) => clerk.sessions.getSessionList({ userId: user.id, status });
      const { data, totalCount } = await list('active');
      assert.equal(totalCount, 2);
      const { session_id } = (await here.getClaims()).data.claims;
      const session = data.find(({ id }) => id === session_id);
      assert.deepEqual([session.userId, session.status], [user.id, 'active']);
      assert.ok(session.lastActiveAt <= Date.now() + 1000 && session.expireAt > Date.now());
      assert.deepEqual(await clerk.sessions.getSession(session.id), session);
      const { browserName, ipAddress, isMobile, city } = session.latestActivity;
      assert.deepEqual([browserName, ipAddress, isMobile, city], ['node', '127.0.0.1', false, null]);
      assert.equal((await clerk.sessions.revokeSession(session.id)).status, 'revoked');
      assert.equal((await here.getUser()).error.name, 'AuthSessionMissingError');
      assert.ifError((await there.getUser()).error);
      assert.deepEqual((await list('active')).data.map(({ id }) => id), data.map(({ id }) => id).filter((id) => id !== session.id));
      assert.equal((await clerk.sessions.getSession(session.id)).status, 'revoked');
      assert.equal((await list('ended')).totalCount, 0);
      assert.ifError((await there.signOut()).error);
      const ids = async (params) => (await clerk.sessions.getSessionList(params)).data.map(({ id, status }) => [id, status]);
      const [revoked, ended] = [[session.id, 'revoked'], [data.find(({ id }) => id !== session.id).id, 'ended']];
      const [userId, clientId] = [user.id, session.clientId];
      assert.deepEqual(await ids({ userId, status: 'revoked' }), [revoked]);
      assert.deepEqual(await ids({ userId, status: 'ended' }), [ended]);
      for (const status of ['active', 'expired', 'replaced', 'pending']) assert.deepEqual(await ids({ userId, status }), []);
      assert.deepEqual(await ids({ userId }), [ended, revoked]);
      assert.deepEqual(await ids({ userId, limit: 1, offset: 1 }), [revoked]);
      assert.deepEqual(await ids({ clientId }), [revoked]);
      assert.deepEqual(await ids({ clientId, userId: (await newcomer()).user.id }), []);
      assert.deepEqual(await ids({ clientId: 'nobody' }), []);
      const unknown = await refusal(clerk.sessions.revokeSession(randomUUID()));
      assert.deepEqual(unknown.slice(0, 2), [404, 'resource_not_found']);
      const anybody = await refusal(clerk.sessions.getSessionList({}));
      assert.deepEqual(anybody.slice(0, 2), [400, 'missing_query_parameter']);
    });

    test('issues session tokens, which verifyToken accepts with the published keys', async () => {
      const { user } = await newcomer();
      const session = await clerk.sessions.createSession({ userId: user.id });
      assert.deepEqual([session.userId, session.status], [user.id, 'active']);
      const { jwt } = await clerk.sessions.getToken(session.id);
      const apiUrl = new URL('/clerk', dashboard.url).href;
      const claims = await verifyToken(jwt, { secretKey: newKey, apiUrl });
      assert.deepEqual([claims.sub, claims.sid, claims.sts, claims.v], [user.id, session.id, 'active', 2]);
      assert.deepEqual([claims.iss, claims.exp - claims.iat], [apiUrl, 60]);
      // Without asking the server: the key as PEM.
      const { kid } = JSON.parse(Buffer.from(jwt.split('.')[0], 'base64url'));
      const key = (await clerk.jwks.getJwks()).keys.find((key) => key.kid === kid);
      const jwtKey = createPublicKey({ key, format: 'jwk' }).export({ type: 'spki', format: 'pem' });
      assert.deepEqual(await verifyToken(jwt, { jwtKey }), claims);
      const forged = `${jwt.slice(0, -8)}AAAAAAAA`;
      await assert.rejects(verifyToken(forged, { jwtKey }), { reason: 'token-invalid-signature' });
      const authenticated = await clerkOf(dashboard, newKey).authenticateRequest(
        new Request('https://school.example/', { headers: { authorization: `Bearer ${jwt}` } }),
        { publishableKey: `pk_test_${btoa('clerk.example.test$')}` },
      );
      assert.equal(authenticated.isSignedIn, true);
      assert.deepEqual([authenticated.toAuth().userId, authenticated.toAuth().sessionId], [user.id, session.id]);
      const long = await clerk.sessions.getToken(session.id, undefined, 3600);
      const { iat, exp } = await verifyToken(long.jwt, { jwtKey });
      assert.equal(exp - iat, 3600);
      const short = await refusal(clerk.sessions.getToken(session.id, undefined, 29));
      assert.deepEqual(short, [422, 'form_param_value_invalid', 'expires_in_seconds']);
      await clerk.sessions.revokeSession(session.id);
      const ended = await refusal(clerk.sessions.getToken(session.id));
      assert.deepEqual(ended.slice(0, 2), [404, 'resource_not_found']);
      const nobody = await refusal(clerk.sessions.createSession({ userId: randomUUID() }));
      assert.deepEqual(nobody.slice(0, 2), [404, 'resource_not_found']);
    });

    test('keeps JWT templates, and issues tokens by them', async () => {
      const { user } = await newcomer({ firstName: 'Maya', publicMetadata: { class: { size: 24 } }, privateMetadata: { notes: 'confidential' } });
      const session = await clerk.sessions.createSession({ userId: user.id });
      const name = `library-${randomUUID()}`;
      const claims = { aud: 'library', size: '{{user.public_metadata.class.size}}', hello: 'Hello {{user.first_name}}', role: "{{user.public_metadata.role || 'student'}}" };
      const template = await clerk.jwtTemplates.create({ name, claims, lifetime: 120 });
      assert.deepEqual([template.name, template.claims, template.lifetime], [name, claims, 120]);
      assert.deepEqual([template.allowedClockSkew, template.customSigningKey, template.signingAlgorithm], [5, false, 'RS256']);
      assert.deepEqual(await clerk.jwtTemplates.get(template.id), template);
      const { data, totalCount } = await clerk.jwtTemplates.list();
      assert.ok(totalCount >= 1 && data.some(({ id }) => id === template.id));
      const apiUrl = new URL('/clerk', dashboard.url).href;
      const issued = async () => {
        const { jwt } = await clerk.sessions.getToken(session.id, name);
        return verifyToken(jwt, { secretKey: newKey, apiUrl, audience: 'library' });
      };
      const first = await issued();
      assert.deepEqual([first.size, first.hello, first.role], [24, 'Hello Maya', 'student']);
      assert.deepEqual([first.sub, first.exp - first.iat, first.iat - first.nbf], [user.id, 120, 5]);
      const changed = await clerk.jwtTemplates.update({ templateId: template.id, name, claims: { aud: 'library' }, allowedClockSkew: 0 });
      assert.deepEqual([changed.claims, changed.lifetime, changed.allowedClockSkew], [{ aud: 'library' }, 120, 0]);
      const second = await issued();
      assert.deepEqual([second.hello, second.iat - second.nbf], [undefined, 0]);
      const { privateKey: signingKey } = generateKeyPairSync('ec', {
        namedCurve: 'P-256',
        publicKeyEncoding: { type: 'spki', format: 'pem' },
        privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      });
      const own = { templateId: template.id, name, claims: {}, customSigningKey: true, signingAlgorithm: 'ES256' };
      assert.deepEqual(await refusal(clerk.jwtTemplates.update(own)), [422, 'form_param_missing', 'signing_key']);
      const signed = await clerk.jwtTemplates.update({ ...own, signingKey });
      assert.deepEqual([signed.customSigningKey, signed.signingAlgorithm], [true, 'ES256']);
      assert.equal((await clerk.jwtTemplates.update(own)).customSigningKey, true);
      assert.equal((await clerk.jwtTemplates.delete(template.id)).deleted, true);
      const gone = [404, 'resource_not_found'];
      assert.deepEqual((await refusal(clerk.jwtTemplates.get(template.id))).slice(0, 2), gone);
      assert.deepEqual((await refusal(clerk.sessions.getToken(session.id, name))).slice(0, 2), gone);
    });

    test('is told what is wrong with a JWT template', async () => {
      const create = async (params) => refusal(clerk.jwtTemplates.create({ name: `x-${randomUUID()}`, claims: {}, ...params }));
      const invalid = (field) => [422, 'form_param_value_invalid', field];
      assert.deepEqual(await create({ name: 'a/b' }), invalid('name'));
      assert.deepEqual(await create({ claims: undefined }), [422, 'form_param_missing', 'claims']);
      assert.deepEqual(await create({ claims: { a: '{{user.private_metadata.notes}}' } }), invalid('claims'));
      assert.deepEqual(await create({ claims: { sub: 'root' } }), invalid('claims'));
      assert.deepEqual(await create({ claims: { a: 'x'.repeat(9000) } }), [422, 'form_param_exceeds_allowed_size', 'claims']);
      assert.deepEqual(await create({ lifetime: 29 }), invalid('lifetime'));
      assert.deepEqual(await create({ allowedClockSkew: 61 }), invalid('allowed_clock_skew'));
      assert.deepEqual(await create({ customSigningKey: true, signingAlgorithm: 'HS256', signingKey: 'short' }), invalid('signing_key'));
      assert.deepEqual(await create({ customSigningKey: true, signingAlgorithm: 'none', signingKey: 'x' }), invalid('signing_algorithm'));
      assert.deepEqual(await create({ signingKey: 'x'.repeat(32) }), invalid('custom_signing_key'));
    });

    test('is told what is wrong', async () => {
      const { email, user } = await newcomer();
      const create = (params) => refusal(clerk.users.createUser({ emailAddress: [address()], ...params }));
      assert.deepEqual(await create({ emailAddress: [email.toUpperCase()] }), [422, 'form_identifier_exists', 'email_address']);
      assert.deepEqual(await create({ emailAddress: ['nobody'] }), [422, 'form_param_format_invalid', 'email_address']);
      assert.deepEqual(await create({ emailAddress: undefined, password: PASSWORD }), [422, 'form_param_missing', 'email_address']);
      const eleven = Array.from({ length: 11 }, address);
      assert.deepEqual(await create({ emailAddress: eleven }), [422, 'form_identifier_limit_exceeded', 'email_address']);
      assert.deepEqual(await create({ password: '1234567' }), [422, 'form_password_length_too_short', 'password']);
      assert.deepEqual(await create({ password: 'password1' }), [422, 'form_password_pwned', 'password']);
      assert.deepEqual(await create({ phoneNumber: ['+15551234'] }), [422, 'form_param_format_invalid', 'phone_number']);
      assert.deepEqual(await create({ totpSecret: 'JBSWY3DPEHPK3PXP' }), [422, 'form_param_unknown', 'totp_secret']);
      const large = { publicMetadata: { a: 'x'.repeat(9000) } };
      const tooLarge = [422, 'form_param_exceeds_allowed_size'];
      assert.deepEqual((await refusal(clerk.users.updateUserMetadata(user.id, large))).slice(0, 2), tooLarge);
      for (const id of [randomUUID(), 'user_2abcdefghijklmnopqrstuvwxyz']) {
        assert.deepEqual((await refusal(clerk.users.getUser(id))).slice(0, 2), [404, 'resource_not_found']);
      }
      // A user is created as a whole, or not at all.
      const again = address();
      assert.deepEqual((await create({ emailAddress: [again], ...large })).slice(0, 2), tooLarge);
      assert.equal(await clerk.users.getCount({ emailAddress: [again] }), 0);
      assert.ok((await clerk.users.createUser({ emailAddress: [again] })).id);
    });

    test('needs one of the secret keys', async () => {
      const count = (key) => clerkOf(dashboard, key).users.getCount();
      assert.equal(await count(oldKey), await count(newKey));
      for (const wrong of [secretKey(), `${newKey}0`, newKey.slice(0, -1)]) {
        assert.deepEqual((await refusal(count(wrong))).slice(0, 2), [401, 'clerk_key_invalid']);
      }
      const answer = await fetch(new URL('/clerk/v1/users', dashboard.url));
      assert.deepEqual([answer.status, (await answer.json()).errors[0].code], [401, 'authentication_invalid']);
    });

    test('reads the keys that verify access tokens', async () => {
      const published = await fetch(`${dashboard.url}/.well-known/jwks.json`);
      assert.deepEqual(await clerk.jwks.getJwks(), await published.json());
    });

    test('deletes a user', async () => {
      const { email, user } = await newcomer();
      const auth = await signedIn(email);
      const deleted = await clerk.users.deleteUser(user.id);
      assert.deepEqual([deleted.object, deleted.id, deleted.deleted], ['user', user.id, true]);
      assert.ok((await auth.getUser()).error);
      assert.deepEqual((await refusal(clerk.users.getUser(user.id))).slice(0, 2), [404, 'resource_not_found']);
      assert.equal(await signInError(email), 'invalid_credentials');
    });
  });
}

describe("Clerk's API without a secret key", () => {
  test('does not exist', async () => {
    const dashboard = await startDashboard({});
    try {
      const refused = await refusal(clerkOf(dashboard, secretKey()).users.getCount());
      assert.deepEqual(refused.slice(0, 2), [404, 'resource_not_found']);
    } finally {
      await dashboard.stop();
    }
  });
});
