// PLACEHOLDER until platform/backup.ts stands.
import { Failure } from '@vito/runtime/failure';
import type { Command } from '../main.js';
export async function backupCommand(_command: Command): Promise<void> {
  throw new Failure('unavailable', 'not yet');
}
export async function restoreCommand(_command: Command): Promise<void> {
  throw new Failure('unavailable', 'not yet');
}
