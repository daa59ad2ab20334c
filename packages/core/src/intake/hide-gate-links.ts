// Links that decide in somebody's name come in with the mailboxes of those who are asked: what is read of a document shows none.
import { gateLinkPattern } from '@vito/contracts/approver';

/** Of the same length, so that all places in the text stay where they are. */
export const hideGateLinks = (text: string): string =>
  text.replace(gateLinkPattern, (link, open: string) => open.padEnd(link.length, '·'));
