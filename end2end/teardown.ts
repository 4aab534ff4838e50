import { rmSync } from 'node:fs';

/** Removes the databases and logs of the run. */
export default function tearDown(): void {
  const folder = process.env.E2E_FOLDER;
  if (folder) {
    rmSync(folder, { recursive: true, force: true });
  }
}
