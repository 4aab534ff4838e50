// Prints the licenses of everything in the program: of each crate in the server and in the browser's half, its name,
// version, license and source, then the texts that the crates bring, each once. setup/dist.sh calls it.
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

const TEXT = /^(licen[cs]e|copying|copyright|notice|unlicense)/i;
const cargo = (...words) =>
  execFileSync('cargo', [...words, '--locked'], { encoding: 'utf8', maxBuffer: 2 ** 28 });

const half = (...features) =>
  cargo('tree', '--edges', 'normal,no-proc-macro', '--prefix', 'none', '--format', '{p}', ...features)
    .split('\n')
    .map((line) => line.split(' ').slice(0, 2).join(' '))
    .filter(Boolean);
const used = new Set([
  ...half('--features', 'embedded-site'),
  ...half('--features', 'hydrate', '--target', 'wasm32-unknown-unknown'),
]);

const { packages } = JSON.parse(cargo('metadata', '--format-version', '1'));
const crates = packages
  .filter(({ name, version, source }) => source && used.has(`${name} v${version}`))
  .sort((a, b) => (a.name < b.name ? -1 : 1));

const texts = new Map();
const keep = (text, name) => texts.set(text, [...(texts.get(text) ?? []), name]);
for (const { name, version, license, license_file, manifest_path } of crates) {
  const folder = dirname(manifest_path);
  const files = new Set(readdirSync(folder).filter((file) => TEXT.test(file)));
  if (license_file) files.add(license_file);
  if (!license && files.size === 0) throw new Error(`${name} ${version} has no license`);
  for (const file of files) {
    try {
      keep(readFileSync(join(folder, file), 'utf8').trim(), `${name} ${version}`);
    } catch (error) {
      // Some keep theirs in a folder, and name them in Cargo.toml.
      if (error.code !== 'EISDIR') throw error;
    }
  }
}
keep(readFileSync('public/fonts/LICENSE.txt', 'utf8').trim(), 'Nunito, the typeface');

console.log('timeback-dashboard contains the following crates, the typeface Nunito, and the standard library of Rust');
console.log('(MIT OR Apache-2.0, https://github.com/rust-lang/rust). The texts of their licenses follow.\n');
for (const { name, version, license, license_file, repository } of crates) {
  console.log(`${name} ${version}: ${license ?? license_file}${repository ? `, ${repository}` : ''}`);
}
for (const [text, names] of texts) {
  console.log(`\n${'='.repeat(100)}\n${names.join(', ')}\n${'-'.repeat(100)}\n${text}`);
}
