// All keys on one sheet.
import { Dialog } from 'radix-ui';
import { useServices, useStore } from '../data/services.js';
import { modKey } from '../format/words.js';
import { Key } from './button.js';

const sheets: ReadonlyArray<{ title: string; keys: ReadonlyArray<readonly [string, ...string[]]> }> = [
  {
    title: 'Anywhere',
    keys: [
      ['Search, jump, do', `${modKey}K`],
      ['Timeline', '1'],
      ['Commitments', '2'],
      ['Documents', '3'],
      ['Search', '/'],
      ['People', '4'],
      ['Company', '5'],
      ['Connections', '6'],
      ['Agents', '7'],
      ['Settings', ','],
      ['Light or dark', 'T'],
      ['This sheet', '?'],
    ],
  },
  {
    title: 'In a list',
    keys: [
      ['Next, previous', 'J', 'K'],
      ['Open the document', 'Enter'],
      ['Search in the list', '/'],
      ['Close the panel', 'Esc'],
    ],
  },
  {
    title: 'On a commitment',
    keys: [
      ['Accept', 'A'],
      ['Fulfilled', 'F'],
      ['Renegotiate the date', 'R'],
      ['Delegate', 'D'],
      ['Correct', 'E'],
      ['Decline', 'N'],
      ['Cancel', 'C'],
      ['Not a commitment', 'X'],
      ['What looks so, is so', 'Y'],
      ['What looks so, is not', 'W'],
      ['Undo', 'U', 'Z'],
    ],
  },
  {
    title: 'On what waits for you',
    keys: [
      ['Next, previous', 'J', 'K'],
      ['Approve', 'A'],
      ['Edit', 'E'],
      ['Reject', 'R'],
      ['Open the run', 'O'],
    ],
  },
];

export function Shortcuts() {
  const { overlay } = useServices();
  const open = useStore(overlay) === 'shortcuts';
  return (
    <Dialog.Root open={open} onOpenChange={(next) => overlay.set(next ? 'shortcuts' : null)}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-50 animate-fade bg-[rgb(15_22_18/0.32)]" />
        <Dialog.Content
          data-modal=""
          aria-describedby={undefined}
          className="fixed top-[12vh] left-1/2 z-50 max-h-[76vh] w-[44rem] max-w-[calc(100vw-2rem)] -translate-x-1/2 overflow-y-auto rounded-xl bg-raised p-6 shadow-float outline-none"
        >
          <Dialog.Title className="text-lg font-semibold tracking-tight">Keys</Dialog.Title>
          <div className="mt-4 grid gap-x-8 gap-y-6 sm:grid-cols-3">
            {sheets.map((sheet) => (
              <section key={sheet.title}>
                <h3 className="mb-1.5 text-xs font-medium text-muted">{sheet.title}</h3>
                <dl>
                  {sheet.keys.map(([what, ...keys]) => (
                    <div key={what} className="flex min-h-7.5 items-center gap-1 text-sm">
                      <dt className="flex-1">{what}</dt>
                      <dd className="flex gap-1">
                        {keys.map((key) => (
                          <Key key={key}>{key}</Key>
                        ))}
                      </dd>
                    </div>
                  ))}
                </dl>
              </section>
            ))}
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
