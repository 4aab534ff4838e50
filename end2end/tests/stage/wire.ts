// What goes over the wire, byte by byte: no browser in between.

import { type IncomingMessage, get } from 'node:http';
import { PassThrough } from 'node:stream';
import { createBrotliDecompress } from 'node:zlib';

import type { APIRequestContext } from '@playwright/test';

import { PASSWORD } from './actors';

/** Signs in without a browser and answers with the cookies of the session; asks for no page. */
export async function sessionCookie(http: APIRequestContext, app: string, email: string): Promise<string> {
  const begun = await http.get(`${app}/api/timeback/identity/signin`, { maxRedirects: 0 });
  // The form is sent without being opened: the provider may know who was here before, and would not show it.
  const asked = new URL(begun.headers().location ?? '');
  const fields = Object.fromEntries(asked.searchParams);
  const entered = await http.post(`${asked.origin}/oauth2/authorize`, { form: { ...fields, email, password: PASSWORD }, maxRedirects: 0 });
  await http.get(entered.headers().location ?? '', { maxRedirects: 0 });
  const { cookies } = await http.storageState();
  return cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
}

/** Milliseconds from asking for a page until its text holds all of `words`; leaves before the rest. */
export function millisecondsUntil(url: string, cookie: string, encoding: 'br' | 'identity', words: string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const request = get(url, { agent: false, headers: { cookie, 'accept-encoding': encoding } }, (response) => {
      const encoded = response.headers['content-encoding'] ?? 'identity';
      if (encoded !== encoding) {
        reject(new Error(`Asked for ${encoding}, got ${encoded}.`));
      }
      let text = '';
      const plain = response.pipe(encoded === 'br' ? createBrotliDecompress() : new PassThrough());
      plain.on('data', (bytes: Buffer) => {
        text += bytes.toString();
        if (words.every((word) => text.includes(word))) {
          resolve(performance.now() - started);
          request.destroy();
        }
      });
      plain.on('end', () => reject(new Error(`The page ended without ${words.join(', ')}.`)));
      plain.on('error', reject);
    });
    request.on('error', reject);
  });
}

export interface Weighed {
  readonly bytes: number;
  readonly encoding: string | undefined;
  readonly cacheControl: string | undefined;
}

/** Fetches a file as a browser does, and weighs its body as it was sent. */
export function weigh(url: string): Promise<Weighed> {
  return new Promise((resolve, reject) => {
    const read = (response: IncomingMessage) => {
      let bytes = 0;
      response.on('data', (part: Buffer) => (bytes += part.length));
      response.on('error', reject);
      response.on('end', () => {
        resolve({ bytes, encoding: response.headers['content-encoding'], cacheControl: response.headers['cache-control'] });
      });
    };
    get(url, { agent: false, headers: { 'accept-encoding': 'gzip, deflate, br, zstd' } }, read).on('error', reject);
  });
}
