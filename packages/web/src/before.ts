// Runs before any schema is made: the page's policy allows no evaluated code, so zod must not try to compile its schemas.
import { config } from 'zod';

config({ jitless: true });
