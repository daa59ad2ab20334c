// What somebody signs in with: made by chance, and known afterwards by its hash only.
import { createHash, randomBytes } from 'node:crypto';

export const hashOf = (bearer: string): string => createHash('sha256').update(bearer).digest('hex');
export const newBearer = (): string => randomBytes(24).toString('base64url');
