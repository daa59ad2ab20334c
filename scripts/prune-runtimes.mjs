// Deletes what onnxruntime-node carries for other platforms: four fifths of its 290 MB.
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Leaves the folder of this platform and processor in `modules`/onnxruntime-node. Does nothing where that is not there. */
export function pruneRuntimes(modules, { platform, arch } = process) {
  const all = join(modules, 'onnxruntime-node', 'bin', 'napi-v6');
  if (!folders(join(all, platform)).includes(arch)) return; // a new layout, or none for this machine: hands off
  for (const other of folders(all)) if (other !== platform) remove(join(all, other));
  for (const other of folders(join(all, platform))) if (other !== arch) remove(join(all, platform, other));
}

function folders(path) {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}

/** Room is all that is lost where something cannot be deleted (a folder that another user owns). */
function remove(path) {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch {
    process.stderr.write(`could not delete ${path}; it is not needed\n`);
  }
}
