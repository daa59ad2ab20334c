// One runner for the whole tree. Workspace packages are read from source, so tests need no build.
import { defineConfig } from 'vitest/config';

// Without "module": that is for bundlers, and Node cannot load all of it (the AWS SDK's).
const conditions = ['source', 'node', 'default'];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    include: ['packages/*/{src,tests}/**/*.test.ts', 'bench/**/*.test.ts', 'tests/**/*.test.ts', 'e2e/**/*.test.ts'],
    globalSetup: ['tests/setup/postgres.ts'],
    setupFiles: ['tests/setup/standstill.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    pool: 'forks',
    // Files of one worker share their modules: a run loads for 20 s instead of 136. So a module that tests import keeps nothing
    // that the end of one file spoils for the next, and what a test sets in the process it sets back.
    isolate: false,
    // eventsource-parser exports its TypeScript under `source`, which only Vite can read.
    server: { deps: { inline: [/node_modules\/(?:ai|@ai-sdk|@modelcontextprotocol|eventsource-parser)\//] } },
    env: { TZ: 'UTC' },
  },
});
