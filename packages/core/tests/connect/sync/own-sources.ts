// The sources that need no program, as tests have them: servers on this machine may be called, and these folders read.
import { createFolders } from '../../../src/connect/sync/documents/folder/folders.js';
import { createOwnSources } from '../../../src/connect/sync/documents/own-sources.js';
import { createOutgoing } from '../../../src/platform/outgoing.js';

export const ownSources = (folders: string[] = []) =>
  createOwnSources({
    outgoing: createOutgoing({ allowPrivate: true }),
    folders: createFolders(folders, async () => true),
    settled: 100,
  });
