// A folder of the server's machine as a source of documents.
import { FolderConfig } from '@vito/contracts/own-sources';
import { Failure } from '@vito/runtime/failure';
import { z } from 'zod';
import { SourceProblem } from '../../source-problem.js';
import type { Found, Json } from '../../source-told.js';
import { parseConfig } from '../config.js';
import type { Asked, OwnSource } from '../own-source.js';
import type { Folders } from './folders.js';
import { filesStream, readFolder } from './read-folder.js';
import { walk } from './walk.js';
import { watchFolder } from './watch-folder.js';

const files: Found = {
  name: filesStream,
  schema: {
    type: 'object',
    properties: {
      path: { type: 'string' },
      size: { type: 'integer' },
      modified: { type: 'string', format: 'date-time' },
      document: { type: 'string' },
    },
  },
  keys: [['path']],
  cursors: [],
  modes: ['incremental'],
  entry: {},
};

const mostCounted = 10_000;

export function createFolderSource(folders: Folders, settled: number): OwnSource {
  /** Looked up anew each time, since links and the operator's list change. */
  async function rootOf({ tenant, config }: Pick<Asked, 'tenant' | 'config'>): Promise<string> {
    try {
      return await folders.find(tenant, parseConfig(FolderConfig, config).folder);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      throw new SourceProblem(error.code === 'forbidden' ? 'not-allowed' : 'unreachable', error.message);
    }
  }

  return {
    spec: () => z.toJSONSchema(FolderConfig, { io: 'input' }) as Json,

    async accept(tenant, config) {
      await folders.find(tenant, parseConfig(FolderConfig, config).folder).catch((error) => {
        throw error instanceof Failure && error.code === 'not-found' ? new Failure('invalid', error.message) : error;
      });
    },

    async check(asked) {
      let count = 0;
      for await (const _ of walk(await rootOf(asked), { ...asked, isPartial: false }))
        if (++count > mostCounted) return `it holds more than ${mostCounted} files`;
      return `it holds ${count} files`;
    },

    async discover(asked) {
      await rootOf(asked);
      return [files];
    },

    usual: files,

    async *read(asked, wanted) {
      if (wanted.streams.some(({ name }) => name === filesStream))
        yield* readFolder(await rootOf(asked), settled, asked, wanted);
    },

    watch: (asked, _streams, changed) => watchFolder(() => rootOf(asked), asked, changed),
  };
}
