// A client by tuf-js. With two arguments more it updates again and again for so many seconds, at least twice,
// and prints how many microseconds each time took. The clients in other languages beside it take the same arguments:
//
//     OPERATION STATE URL ROOT TARGET [SECONDS CACHE]

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Updater } from 'tuf-js';

// The defaults are too small for the largest repository here.
const config = { snapshotMaxLength: 16 << 20, targetsMaxLength: 64 << 20 };

async function update(operation, state, url, root, targets) {
  const metadataDir = join(state, 'metadata');
  const targetDir = join(state, 'targets');
  mkdirSync(metadataDir, { recursive: true });
  mkdirSync(targetDir, { recursive: true });
  if (!existsSync(join(metadataDir, 'root.json'))) {
    writeFileSync(join(metadataDir, 'root.json'), root); // tuf-js begins with the root that it finds there
  }
  const updater = new Updater({
    metadataDir,
    metadataBaseUrl: url + 'metadata',
    targetDir,
    targetBaseUrl: url + 'targets',
    config,
  });
  await updater.refresh();
  if (operation === 'download') {
    for (const target of targets) {
      await download(updater, target);
    }
  }
}

async function download(updater, target) {
  const info = await updater.getTargetInfo(target);
  if (!info) {
    throw new Error(`${target}: not found`);
  }
  if (!(await updater.findCachedTarget(info))) {
    await updater.downloadTarget(info);
  }
}

const [operation, state, url, rootFile, target, seconds, cache] = process.argv.slice(2);
const root = readFileSync(rootFile);
// A target, or @ and a file with one target in each line.
const targets = target.startsWith('@') ? readFileSync(target.slice(1), 'utf8').trim().split('\n') : [target];
if (seconds === undefined) {
  await update(operation, state, url, root, targets);
} else {
  const end = performance.now() + 1000 * Number(seconds);
  for (let number = 0; number < 2 || performance.now() < end; number++) {
    const folder = cache === 'cold' ? join(state, String(number)) : state;
    const start = process.hrtime.bigint();
    await update(operation, folder, url, root, targets);
    console.log(String((process.hrtime.bigint() - start) / 1000n));
  }
}
