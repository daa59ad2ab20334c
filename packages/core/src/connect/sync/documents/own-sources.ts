// The sources that ViTo reads by itself, by name.
import type { DocumentDialect } from '@vito/contracts/sync';
import type { Outgoing } from '../../../platform/outgoing.js';
import { createFolderSource } from './folder/folder-source.js';
import type { Folders } from './folder/folders.js';
import { createImapSource } from './imap/imap-source.js';
import type { OwnSource } from './own-source.js';

export interface OwnSourcesDeps {
  outgoing: Outgoing;
  folders: Folders;
  /** Milliseconds between two looks at a file, in which it must not change. */
  settled: number;
}

export const createOwnSources = ({
  outgoing,
  folders,
  settled,
}: OwnSourcesDeps): Record<DocumentDialect, OwnSource> => ({
  imap: createImapSource(outgoing),
  folder: createFolderSource(folders, settled),
});
export type OwnSources = ReturnType<typeof createOwnSources>;
