// A commitment to test with: fill in what matters.
import type { CommitmentView } from '@vito/contracts/commitment';
import { newId } from '@vito/contracts/ids';

export function commitment(fields: Partial<CommitmentView> = {}): CommitmentView {
  return {
    id: newId('commitment'),
    documentId: newId('document'),
    runId: null,
    documentName: 'letter.eml',
    quote: 'I will send it.',
    start: 0,
    end: 15,
    page: null,
    debtor: { name: 'Mara Linde', address: 'mara@yard.example', organisation: null },
    creditor: { name: 'Yusuf Adeyemi', address: 'yusuf@legal.example', organisation: null },
    debtorId: null,
    creditorId: null,
    action: 'Send it',
    due: '2026-12-01',
    precision: 'day',
    condition: null,
    status: 'proposed',
    confidence: 0.9,
    rule: 'promise',
    checked: 'rules',
    verdict: null,
    checkedBy: null,
    checkProblem: null,
    side: 'i-owe',
    saidAt: null,
    hidden: null,
    touched: false,
    version: 1,
    undoable: null,
    restates: null,
    sources: [],
    changes: [],
    suggestion: null,
    ...fields,
  };
}
