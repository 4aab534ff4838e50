// Clerk's own browser client, as a front end uses it, on each engine.

import assert from 'node:assert/strict';
import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { after, afterEach, before, describe, test } from 'node:test';

import { createRemoteJWKSet, jwtVerify } from 'jose';

import { codeOf } from './authenticator.mjs';
import { clerkPage, publishableKey, startChromium } from './clerk_page.mjs';
import { clientOf } from './client.mjs';
import { startDashboard } from './dashboard.mjs';
import { ENGINES } from './engines.mjs';
import { startStubs } from './providers.mjs';

const PASSWORD = 'correct horse battery';
const OTHER_PASSWORD = 'staple battery correct';

for (const { engine, settings, skip } of ENGINES) {
  describe(`Clerk's browser client over ${engine}`, { skip }, () => {
    let chromium;
    let stubs;
    let dashboard;
    let origin;
    let key;
    const open = [];

    before(async () => {
      const CLERK_SECRET_KEY = `sk_live_${randomBytes(32).toString('hex')}`;
      [chromium, stubs] = await Promise.all([startChromium(), startStubs()]);
      dashboard = await startDashboard({ CLERK_SECRET_KEY, ...stubs.settings, ...settings });
      origin = new URL(dashboard.url).origin;
      key = publishableKey(origin);
    });
    after(async () => {
      await chromium?.close();
      await dashboard?.stop();
      await stubs?.stop();
    });
    afterEach(() => Promise.all(open.splice(0).map(({ context }) => context.close())));

    const address = () => `${randomUUID()}@example.com`;

    /** A browser that is signed out. */
    const stranger = async () => {
      const browser = await clerkPage(chromium, origin, key);
      assert.equal(browser.status, 'ready');
      open.push(browser);
      return browser;
    };

    /** The server's public keys. */
    const keys = () => createRemoteJWKSet(new URL('/clerk/.well-known/jwks.json', origin));

    /** The code that was last mailed to an address. */
    const mailed = async (email) => /\b\d{8}\b/.exec(await dashboard.mailTo(email))[0];

    /** The code that was last texted to a number. */
    const texted = async (number) => /\b\d{6}\b/.exec(await dashboard.mailTo(number))[0];

    /** A user with a verified address and a password, made by Supabase's client. */
    const newcomer = async () => {
      const email = address();
      const auth = clientOf(dashboard);
      await auth.signUp({ email, password: PASSWORD, options: { data: { theme: 'dark' } } });
      const { data, error } = await auth.verifyOtp({ email, token: await mailed(email), type: 'signup' });
      assert.ifError(error);
      return { email, auth, id: data.user.id };
    };

    /** A browser in which a user has just signed in. */
    const signedIn = async ({ email }, password = PASSWORD) => {
      const browser = await stranger();
      const id = await browser.run(
        async (clerk, identifier, password) => {
          const { createdSessionId } = await clerk.client.signIn.create({ identifier, password });
          await clerk.setActive({ session: createdSessionId });
          return clerk.user.id;
        },
        email,
        password,
      );
      assert.equal(typeof id, 'string', JSON.stringify(id));
      return browser;
    };

    test('loads for a browser that is signed out', async () => {
      const { run } = await stranger();
      const found = await run((clerk) => [clerk.isSignedIn, clerk.user, clerk.client.sessions]);
      assert.deepEqual(found, [false, null, []]);
    });

    test('signs a newcomer up by the code that is mailed to them', async () => {
      const [email, username] = [address(), `maya_${randomBytes(6).toString('hex')}`];
      const browser = await stranger();
      const begun = await browser.run(
        async (clerk, emailAddress, username, password) => {
          const fields = { emailAddress, username, password, firstName: 'Maya', lastName: 'Ünal' };
          const signUp = await clerk.client.signUp.create({ ...fields, unsafeMetadata: { theme: 'dark' } });
          const before = [signUp.status, signUp.unverifiedFields, signUp.verifications.emailAddress.nextAction];
          await signUp.prepareEmailAddressVerification({ strategy: 'email_code' });
          return [...before, signUp.verifications.emailAddress.nextAction, clerk.client.sessions.length];
        },
        email,
        username,
        PASSWORD,
      );
      const expected = ['missing_requirements', ['email_address'], 'needs_prepare', 'needs_attempt', 0];
      assert.deepEqual(begun, expected);
      const attempt = (code) =>
        browser.run(async (clerk, code) => {
          const signUp = await clerk.client.signUp.attemptEmailAddressVerification({ code });
          await clerk.setActive({ session: signUp.createdSessionId });
          const { user } = clerk;
          return [signUp.status, user.fullName, user.username, user.primaryEmailAddress.emailAddress, user.unsafeMetadata];
        }, code);
      const code = await mailed(email);
      const wrong = String(99999999 - Number(code)).padStart(8, '0');
      assert.deepEqual(await attempt(wrong), { refused: [422, 'form_code_incorrect', 'code'] });
      assert.deepEqual(await attempt(code), ['complete', 'Maya Ünal', username, email, { theme: 'dark' }]);
      await browser.page.goto('/account');
      assert.ok(await browser.page.getByText(email).first().isVisible());
    });

    test('does not tell a stranger who has an account', async () => {
      const { email } = await newcomer();
      const answers = [];
      for (const it of [email, address()]) {
        const browser = await stranger();
        const signUp = await browser.run(
          async (clerk, emailAddress, password) => {
            const signUp = await clerk.client.signUp.create({ emailAddress, password });
            await signUp.prepareEmailAddressVerification({ strategy: 'email_code' });
            return [signUp.status, signUp.missingFields, signUp.verifications.emailAddress.nextAction];
          },
          it,
          PASSWORD,
        );
        const signIn = await browser.run(async (clerk, identifier) => {
          const signIn = await clerk.client.signIn.create({ identifier });
          return [signIn.status, signIn.supportedFirstFactors.map(({ strategy }) => strategy)];
        }, it);
        const wrong = await browser.run(
          (clerk, identifier) => clerk.client.signIn.create({ identifier, password: 'not the password' }),
          it,
        );
        answers.push([signUp, signIn, wrong]);
      }
      assert.deepEqual(answers[0], answers[1]);
      assert.deepEqual(answers[0][2], { refused: [422, 'form_password_incorrect', 'password'] });
    });

    test('signs in by a password, is known to the pages, and signs out', async () => {
      const user = await newcomer();
      const browser = await signedIn(user);
      const found = await browser.run((clerk) => [clerk.user.id, clerk.user.unsafeMetadata, clerk.session.status]);
      assert.deepEqual(found, [user.id, { theme: 'dark' }, 'active']);
      await browser.page.goto('/account');
      assert.ok(await browser.page.getByText(user.email).first().isVisible());
      await browser.open();
      assert.equal(await browser.run((clerk) => clerk.user?.id), user.id);
      const after = await browser.run(async (clerk) => {
        await clerk.signOut(() => {});
        return [clerk.user, clerk.client.sessions.length];
      });
      assert.deepEqual(after, [null, 0]);
      await browser.page.goto('/profile');
      assert.equal(new URL(browser.page.url()).pathname, '/');
    });

    test('signs in by a mailed code', async () => {
      const { email, id } = await newcomer();
      const browser = await stranger();
      await browser.run(async (clerk, identifier) => {
        const signIn = await clerk.client.signIn.create({ identifier });
        const { emailAddressId } = signIn.supportedFirstFactors.find(({ strategy }) => strategy === 'email_code');
        await signIn.prepareFirstFactor({ strategy: 'email_code', emailAddressId });
      }, email);
      const code = await mailed(email);
      const attempt = (code) =>
        browser.run(async (clerk, code) => {
          const signIn = await clerk.client.signIn.attemptFirstFactor({ strategy: 'email_code', code });
          await clerk.setActive({ session: signIn.createdSessionId });
          return [signIn.status, clerk.user.id];
        }, code);
      assert.deepEqual(await attempt('00000000'), { refused: [422, 'form_code_incorrect', 'code'] });
      assert.deepEqual(await attempt(code), ['complete', id]);
    });

    test('signs in by a username, which does not tell the address', async () => {
      const user = await newcomer();
      const username = `maya_${randomBytes(6).toString('hex')}`;
      const { run } = await signedIn(user);
      await run((clerk, username) => clerk.user.update({ username }).then(() => null), username);
      const browser = await signedIn({ email: username });
      assert.equal(await browser.run((clerk) => clerk.user.id), user.id);
      const other = await stranger();
      const begun = await other.run(async (clerk, identifier) => {
        const signIn = await clerk.client.signIn.create({ identifier });
        const factor = signIn.supportedFirstFactors.find(({ strategy }) => strategy === 'email_code');
        await signIn.prepareFirstFactor({ strategy: 'email_code', emailAddressId: factor.emailAddressId });
        return [signIn.identifier, factor.safeIdentifier ?? null];
      }, username);
      assert.deepEqual(begun, [username, null]);
      const done = await other.run(
        async (clerk, code) => {
          const signIn = await clerk.client.signIn.attemptFirstFactor({ strategy: 'email_code', code });
          await clerk.setActive({ session: signIn.createdSessionId });
          return [signIn.status, clerk.user.id];
        },
        await mailed(user.email),
      );
      assert.deepEqual(done, ['complete', user.id]);
    });

    test('sets a new password after a mailed code, which ends the other sessions', async () => {
      const user = await newcomer();
      const browser = await stranger();
      await browser.run(async (clerk, identifier) => {
        const signIn = await clerk.client.signIn.create({ identifier });
        const factor = signIn.supportedFirstFactors.find((it) => it.strategy === 'reset_password_email_code');
        await signIn.prepareFirstFactor({ strategy: factor.strategy, emailAddressId: factor.emailAddressId });
      }, user.email);
      const proved = await browser.run(
        async (clerk, code) => {
          const strategy = 'reset_password_email_code';
          const signIn = await clerk.client.signIn.attemptFirstFactor({ strategy, code });
          return [signIn.status, signIn.createdSessionId, clerk.client.sessions.length];
        },
        await mailed(user.email),
      );
      assert.deepEqual(proved, ['needs_new_password', null, 0]);
      const reset = (password) =>
        browser.run(async (clerk, password) => {
          const signIn = await clerk.client.signIn.resetPassword({ password });
          await clerk.setActive({ session: signIn.createdSessionId });
          return [signIn.status, clerk.user.id];
        }, password);
      assert.deepEqual(await reset('password'), { refused: [422, 'form_password_pwned', 'password'] });
      assert.deepEqual(await reset(OTHER_PASSWORD), ['complete', user.id]);
      assert.ok((await user.auth.getUser()).error);
      await signedIn(user, OTHER_PASSWORD);
    });

    test('asks for the second factor, and takes a backup code once', async () => {
      const user = await newcomer();
      const browser = await signedIn(user);
      const { secret, uri } = await browser.run(async (clerk) => {
        const { secret, uri, verified } = await clerk.user.createTOTP();
        return { secret, uri, verified };
      });
      assert.match(uri, /^otpauth:\/\/totp\//);
      const codes = await browser.run(async (clerk, code) => {
        const { verified, backupCodes } = await clerk.user.verifyTOTP({ code });
        return { verified, backupCodes, isEnabled: clerk.user.twoFactorEnabled };
      }, codeOf(secret));
      assert.deepEqual([codes.verified, codes.backupCodes.length, codes.isEnabled], [true, 10, true]);

      const begin = async () => {
        const browser = await stranger();
        const begun = await browser.run(
          async (clerk, identifier, password) => {
            const signIn = await clerk.client.signIn.create({ identifier, password });
            return [signIn.status, signIn.supportedSecondFactors.map((it) => it.strategy), clerk.client.sessions.length];
          },
          user.email,
          PASSWORD,
        );
        assert.deepEqual(begun, ['needs_second_factor', ['totp', 'backup_code'], 0]);
        return (strategy, code) =>
          browser.run(
            async (clerk, strategy, code) => {
              const signIn = await clerk.client.signIn.attemptSecondFactor({ strategy, code });
              await clerk.setActive({ session: signIn.createdSessionId });
              return [signIn.status, clerk.user.id];
            },
            strategy,
            code,
          );
      };
      let attempt = await begin();
      assert.deepEqual(await attempt('totp', codeOf(secret, 40)), { refused: [422, 'form_code_incorrect', 'code'] });
      assert.deepEqual(await attempt('backup_code', codes.backupCodes[0]), ['complete', user.id]);
      attempt = await begin();
      const again = await attempt('backup_code', codes.backupCodes[0]);
      assert.deepEqual(again, { refused: [422, 'form_code_incorrect', 'code'] });
      assert.deepEqual(await attempt('totp', codeOf(secret, 1)), ['complete', user.id]);

      const disabled = await browser.run(async (clerk) => {
        await clerk.user.disableTOTP();
        return clerk.user.twoFactorEnabled;
      });
      assert.equal(disabled, false);
    });

    test('changes what the user may change, which the other APIs see at once', async () => {
      const user = await newcomer();
      const { run } = await signedIn(user);
      const username = `leon_${randomBytes(6).toString('hex')}`;
      const updated = await run(async (clerk, username) => {
        await clerk.user.update({ firstName: 'Leon', lastName: 'Ruiz', username });
        await clerk.user.update({ unsafeMetadata: { theme: 'light', nested: { a: 1, b: 2 } } });
        await clerk.user.updateMetadata({ unsafeMetadata: { nested: { a: null }, list: [1] } });
        return [clerk.user.fullName, clerk.user.username, clerk.user.unsafeMetadata];
      }, username);
      assert.deepEqual(updated, ['Leon Ruiz', username, { theme: 'light', nested: { b: 2 }, list: [1] }]);
      const { data } = await user.auth.getUser();
      assert.deepEqual(data.user.user_metadata, updated[2]);
    });

    test('refuses metadata that is too large, and a username that is taken', async () => {
      const [first, second] = [await newcomer(), await newcomer()];
      const username = `maya_${randomBytes(6).toString('hex')}`;
      const { run } = await signedIn(first);
      await run((clerk, username) => clerk.user.update({ username }).then(() => null), username);
      const other = await signedIn(second);
      const taken = await other.run((clerk, username) => clerk.user.update({ username }), username);
      assert.deepEqual(taken, { refused: [422, 'form_identifier_exists', 'username'] });
      const large = await run((clerk) => clerk.user.updateMetadata({ unsafeMetadata: { a: 'x'.repeat(9000) } }));
      assert.deepEqual(large.refused.slice(0, 2), [422, 'form_param_exceeds_allowed_size']);
      assert.deepEqual(await run((clerk) => clerk.user.reload().then((user) => user.unsafeMetadata)), { theme: 'dark' });
    });

    test('adds an address, makes it the primary one, and removes the old one', async () => {
      const user = await newcomer();
      const browser = await signedIn(user);
      const other = address();
      const id = await browser.run(async (clerk, email) => {
        const added = await clerk.user.createEmailAddress({ email });
        await added.prepareVerification({ strategy: 'email_code' });
        return added.verification.status === 'unverified' && added.id;
      }, other);
      const attempt = (code) =>
        browser.run(
          async (clerk, id, code) => {
            const added = clerk.user.emailAddresses.find((it) => it.id === id);
            return (await added.attemptVerification({ code })).verification.status;
          },
          id,
          code,
        );
      const update = (primaryEmailAddressId) =>
        browser.run(
          (clerk, primaryEmailAddressId) =>
            clerk.user.update({ primaryEmailAddressId }).then((user) => user.primaryEmailAddress.emailAddress),
          primaryEmailAddressId,
        );
      const code = await mailed(other);
      assert.deepEqual(await update(id), { refused: [422, 'form_param_value_invalid', 'primary_email_address_id'] });
      assert.deepEqual(await attempt('00000000'), { refused: [422, 'form_code_incorrect', 'code'] });
      assert.equal(await attempt(code), 'verified');
      assert.deepEqual((await attempt(code)).refused?.slice(0, 2), [400, 'verification_already_verified']);
      assert.equal(await update(id), other);
      assert.equal((await user.auth.getUser()).data.user.email, other);
      await signedIn({ email: other });
      const destroy = (address) =>
        browser.run(
          async (clerk, address) => {
            await clerk.user.emailAddresses.find((it) => it.emailAddress === address).destroy();
            return clerk.user.emailAddresses.map((it) => it.emailAddress);
          },
          address,
        );
      assert.deepEqual(await destroy(other), { refused: [422, 'primary_identification', undefined] });
      assert.deepEqual(await destroy(user.email), [other]);
    });

    test('never gets the address of somebody else', async () => {
      const [owner, user] = [await newcomer(), await newcomer()];
      const browser = await signedIn(user);
      const added = await browser.run(async (clerk, email) => {
        const added = await clerk.user.createEmailAddress({ email });
        await added.prepareVerification({ strategy: 'email_code' });
        return added.verification.status;
      }, owner.email);
      assert.equal(added, 'unverified');
      assert.doesNotMatch(await dashboard.mailTo(owner.email), /\b\d{8}\b/);
      await signedIn(owner);
    });

    test('adds a phone number, and signs in with a texted code as second step', async () => {
      const user = await newcomer();
      const browser = await signedIn(user);
      const number = `+1201555${String(randomInt(10_000)).padStart(4, '0')}`;
      const added = await browser.run(async (clerk, phoneNumber) => {
        const added = await clerk.user.createPhoneNumber({ phoneNumber });
        await added.prepareVerification();
        return [added.phoneNumber, added.verification.status];
      }, number);
      assert.deepEqual(added, [number, 'unverified']);
      const attempt = (code) =>
        browser.run(async (clerk, code) => {
          const [phone] = clerk.user.phoneNumbers;
          return (await phone.attemptVerification({ code })).verification.status;
        }, code);
      const code = await texted(number);
      const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, '0');
      assert.deepEqual(await attempt(wrong), { refused: [422, 'form_code_incorrect', 'code'] });
      assert.equal(await attempt(code), 'verified');
      const reserved = await browser.run(async (clerk) => {
        const [phone] = clerk.user.phoneNumbers;
        await phone.setReservedForSecondFactor({ reserved: true });
        await clerk.user.update({ primaryPhoneNumberId: phone.id });
        return [clerk.user.twoFactorEnabled, clerk.user.primaryPhoneNumber.defaultSecondFactor];
      });
      assert.deepEqual(reserved, [true, true]);

      const elsewhere = await stranger();
      const begun = await elsewhere.run(
        async (clerk, identifier, password) => {
          const signIn = await clerk.client.signIn.create({ identifier, password });
          const [factor] = signIn.supportedSecondFactors;
          await signIn.prepareSecondFactor({ strategy: 'phone_code', phoneNumberId: factor.phoneNumberId });
          return [signIn.status, factor.strategy, factor.safeIdentifier];
        },
        user.email,
        PASSWORD,
      );
      assert.deepEqual(begun, ['needs_second_factor', 'phone_code', `********${number.slice(-4)}`]);
      const done = await elsewhere.run(
        async (clerk, code) => {
          const signIn = await clerk.client.signIn.attemptSecondFactor({ strategy: 'phone_code', code });
          await clerk.setActive({ session: signIn.createdSessionId });
          return [signIn.status, clerk.user.id];
        },
        await texted(number),
      );
      assert.deepEqual(done, ['complete', user.id]);
    });

    test('sets a picture, which takes the place of the initials, and removes it', async () => {
      const { run } = await signedIn(await newcomer());
      const set = await run(async (clerk) => {
        const before = clerk.user.hasImage;
        const canvas = Object.assign(document.createElement('canvas'), { width: 300, height: 200 });
        canvas.getContext('2d').fillRect(0, 0, 300, 200);
        const file = await new Promise((made) => canvas.toBlob(made, 'image/png'));
        await clerk.user.setProfileImage({ file });
        const answer = await fetch(clerk.user.imageUrl);
        return [before, clerk.user.hasImage, answer.status, answer.headers.get('content-type')];
      });
      assert.deepEqual(set, [false, true, 200, 'image/jpeg']);
      const svg = await run(async (clerk) => {
        const file = new Blob(['<svg xmlns="http://www.w3.org/2000/svg"/>'], { type: 'image/svg+xml' });
        return clerk.user.setProfileImage({ file });
      });
      assert.deepEqual(svg, { refused: [422, 'form_param_value_invalid', 'file'] });
      const removed = await run(async (clerk) => {
        await clerk.user.setProfileImage({ file: null });
        const answer = await fetch(clerk.user.imageUrl);
        return [clerk.user.hasImage, answer.headers.get('content-type')];
      });
      assert.deepEqual(removed, [false, 'image/svg+xml']);
    });

    test('connects an account at a provider, and disconnects it', async () => {
      const user = await newcomer();
      const browser = await signedIn(user);
      const redirectUrl = `${origin}/clerk-test/page.html`;
      const connect = (strategy, redirectUrl) =>
        browser.run(
          async (clerk, strategy, redirectUrl) => {
            const { verification } = await clerk.user.createExternalAccount({ strategy, redirectUrl });
            return [verification.status, verification.externalVerificationRedirectURL.href];
          },
          strategy,
          redirectUrl,
        );
      const unknown = await connect('oauth_nobody', redirectUrl);
      assert.deepEqual(unknown, { refused: [422, 'strategy_for_user_invalid', 'strategy'] });
      const foreign = await connect('oauth_github', 'https://evil.example/');
      assert.deepEqual(foreign, { refused: [422, 'form_param_value_invalid', 'redirect_url'] });
      const [status, url] = await connect('oauth_github', redirectUrl);
      assert.equal(status, 'unverified');
      stubs.who = { id: randomInt(2 ** 40), login: 'maya', name: 'Maya', email: user.email };
      await browser.page.goto(url);
      assert.equal(browser.page.url(), redirectUrl);
      await browser.open();
      const accounts = () =>
        browser.run((clerk) =>
          clerk.user.externalAccounts.map(({ provider, username, verification }) => [provider, username, verification.status]),
        );
      assert.deepEqual(await accounts(), [['github', 'maya', 'verified']]);
      const [verified, unverified] = await browser.run((clerk) => [
        clerk.user.verifiedExternalAccounts.length,
        clerk.user.unverifiedExternalAccounts.length,
      ]);
      assert.deepEqual([verified, unverified], [1, 0]);
      await browser.run((clerk) => clerk.user.verifiedExternalAccounts[0].destroy().then(() => null));
      assert.deepEqual(await accounts(), []);
    });

    test('changes and removes the password', async () => {
      const user = await newcomer();
      const { run } = await signedIn(user);
      const change = (currentPassword, newPassword) =>
        run(
          (clerk, currentPassword, newPassword) =>
            clerk.user.updatePassword({ currentPassword, newPassword }).then(({ passwordEnabled }) => passwordEnabled),
          currentPassword,
          newPassword,
        );
      const wrong = { refused: [422, 'form_password_incorrect', 'current_password'] };
      assert.deepEqual(await change('not the password', OTHER_PASSWORD), wrong);
      assert.equal(await change(PASSWORD, OTHER_PASSWORD), true);
      assert.ok((await user.auth.getUser()).error);
      const remove = (currentPassword) =>
        run(
          (clerk, currentPassword) =>
            clerk.user.removePassword({ currentPassword }).then(({ passwordEnabled }) => passwordEnabled),
          currentPassword,
        );
      assert.deepEqual(await remove(PASSWORD), wrong);
      assert.equal(await remove(OTHER_PASSWORD), false);
    });

    test('issues session tokens that anybody can verify, and tokens for services', async () => {
      const user = await newcomer();
      const { run } = await signedIn(user);
      const [token, hasura, unknown] = await run(async (clerk) => [
        await clerk.session.getToken(),
        await clerk.session.getToken({ template: 'hasura' }),
        await clerk.session.getToken({ template: 'no-such-template' }).catch((error) => error.status),
      ]);
      const { payload } = await jwtVerify(token, keys());
      assert.deepEqual([payload.sub, payload.azp, payload.exp - payload.iat], [user.id, origin, 60]);
      const claims = (await jwtVerify(hasura, keys())).payload['https://hasura.io/jwt/claims'];
      assert.equal(claims['x-hasura-user-id'], user.id);
      assert.equal(unknown, 404);
    });

    test('lists the sessions, and revokes another one', async () => {
      const user = await newcomer();
      const [here, there] = [await signedIn(user), await signedIn(user)];
      const other = await there.run((clerk) => clerk.session.id);
      const listed = await here.run((clerk) =>
        clerk.user.getSessions().then((sessions) => sessions.map(({ id, status }) => [id, status])),
      );
      assert.equal(listed.length, 3);
      assert.ok(listed.some(([id, status]) => id === other && status === 'active'));
      const revoked = await here.run(
        (clerk, id) =>
          clerk.user
            .getSessions()
            .then((sessions) => sessions.find((it) => it.id === id).revoke())
            .then(({ status }) => status),
        other,
      );
      assert.equal(revoked, 'revoked');
      await there.open();
      assert.equal(await there.run((clerk) => clerk.user), null);
    });

    test('deletes the account', async () => {
      const user = await newcomer();
      const { run } = await signedIn(user);
      const after = await run(async (clerk) => {
        await clerk.user.delete();
        return [clerk.user ?? null, clerk.client.sessions.length];
      });
      assert.deepEqual(after, [null, 0]);
      const browser = await stranger();
      const gone = await browser.run(
        (clerk, identifier, password) => clerk.client.signIn.create({ identifier, password }),
        user.email,
        PASSWORD,
      );
      assert.deepEqual(gone, { refused: [422, 'form_password_incorrect', 'password'] });
    });

    test('cannot begin another sign-in while signed in', async () => {
      const user = await newcomer();
      const { run } = await signedIn(user);
      const again = await run((clerk, identifier) => clerk.client.signIn.create({ identifier }), user.email);
      assert.deepEqual(again, { refused: [400, 'session_exists', undefined] });
    });

    describe('requests that no client of ours makes', () => {
      /** Posts a form with this browser's cookies, as a page of this origin would or another one. */
      const post = async ({ context }, path, form, headers = {}) => {
        const cookies = await context.cookies(origin);
        const answer = await fetch(`${origin}/clerk/v1${path}`, {
          method: 'POST',
          body: new URLSearchParams(form),
          headers: { cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; '), origin, ...headers },
        });
        const body = await answer.json();
        return [answer.status, body.errors?.[0].code ?? body.response];
      };

      test('come from another origin', async () => {
        const browser = await signedIn(await newcomer());
        for (const [name, value] of [
          ['origin', 'https://evil.example'],
          ['origin', origin.replace(/\d+$/, '1')],
          ['origin', 'null'],
          ['sec-fetch-site', 'same-site'],
        ]) {
          const forged = await post(browser, '/me?_method=PATCH', { first_name: 'Mallory' }, { [name]: value });
          assert.deepEqual(forged, [400, 'origin_invalid'], `${name}: ${value}`);
        }
        assert.notEqual(await browser.run((clerk) => clerk.user.reload().then((user) => user.firstName)), 'Mallory');
      });

      test('write what a user cannot write', async () => {
        const browser = await signedIn(await newcomer());
        const [status] = await post(browser, '/me?_method=PATCH', {
          first_name: 'Maya',
          public_metadata: '{"role":"teacher"}',
          private_metadata: '{"a":1}',
          external_id: 'someone-else',
          banned: 'true',
          role: 'service_role',
        });
        assert.equal(status, 200);
        const seen = await browser.run((clerk) =>
          clerk.user.reload().then(({ firstName, publicMetadata, externalId }) => [firstName, publicMetadata, externalId]),
        );
        assert.deepEqual(seen, ['Maya', {}, null]);
      });

      test('name what is another user’s', async () => {
        const [mine, theirs] = [await signedIn(await newcomer()), await signedIn(await newcomer())];
        const [session, address] = await theirs.run((clerk) => [clerk.session.id, clerk.user.primaryEmailAddressId]);
        for (const [path, expected] of [
          [`/client/sessions/${session}/touch`, [401, 'authentication_invalid']],
          [`/client/sessions/${session}/end`, [401, 'authentication_invalid']],
          [`/me/sessions/${session}/revoke`, [404, 'resource_not_found']],
          [`/me/email_addresses/${address}?_method=DELETE`, [404, 'resource_not_found']],
          [`/me/email_addresses/${address}/prepare_verification`, [404, 'resource_not_found']],
          [`/client/sign_ins/${randomUUID()}/attempt_first_factor`, [404, 'resource_not_found']],
          [`/client/sign_ups/${randomUUID()}/prepare_verification`, [404, 'resource_not_found']],
        ]) {
          assert.deepEqual(await post(mine, path, { strategy: 'email_code', code: '1' }), expected, path);
        }
        assert.ok(await theirs.run((clerk) => clerk.session.touch().then(() => clerk.user?.id)));
      });

      test('bring no session', async () => {
        const browser = await stranger();
        for (const path of ['/me?_method=PATCH', '/me/totp', '/me/change_password', '/me?_method=DELETE']) {
          const answer = await post(browser, path, { new_password: OTHER_PASSWORD });
          assert.deepEqual(answer, [401, 'authentication_invalid'], path);
        }
        const [status, code] = await post(browser, '/no/such/path', {});
        assert.deepEqual([status, code], [404, 'resource_not_found']);
      });

      test('replay the cookies of a browser that signed out', async () => {
        const browser = await signedIn(await newcomer());
        const cookies = await browser.context.cookies(origin);
        await browser.run((clerk) => clerk.signOut(() => {}));
        await browser.context.addCookies(cookies);
        assert.deepEqual(await post(browser, '/me?_method=PATCH', {}), [401, 'authentication_invalid']);
      });

      test('come through a cache', async () => {
        const answer = await fetch(`${origin}/clerk/v1/client`);
        assert.match(answer.headers.get('cache-control') ?? '', /no-store/);
      });
    });
  });
}
