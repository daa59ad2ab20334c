// Lets one process at a time do a piece of work on this clone; the others wait for it, and outlive one that was killed.
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const beat = 1000;
const silence = 10_000;

/**
 * Runs `work` while holding the lock `name` under `folder`. `onWait` is called once when another process holds it.
 * The holder touches its lock file every second: one that is dead, or silent for ten, has lost it.
 */
export async function oneAtATime(folder, name, work, onWait) {
  const file = join(folder, `${name}.lock`);
  mkdirSync(folder, { recursive: true });
  for (let waited = false; !take(file); waited = true) {
    if (!waited) onWait();
    await sleep(200);
  }
  const pulse = setInterval(() => touch(file), beat);
  try {
    return await work();
  } finally {
    clearInterval(pulse);
    rmSync(file, { force: true });
  }
}

function take(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    dropIfDead(file);
    return false;
  }
}

// Moved away before it is removed, so that of two that find it dead only one removes it.
function dropIfDead(file) {
  try {
    const holder = Number(readFileSync(file, 'utf8'));
    if (Date.now() - statSync(file).mtimeMs < silence && (holder === 0 || alive(holder))) return;
    const aside = `${file}.${process.pid}`;
    renameSync(file, aside);
    rmSync(aside, { force: true });
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
}

function alive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function touch(file) {
  try {
    const now = new Date();
    utimesSync(file, now, now);
  } catch {
    // Somebody cleared the folder; the work goes on.
  }
}
