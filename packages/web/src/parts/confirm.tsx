// Asks before something that cannot be taken back.
import { AlertDialog } from 'radix-ui';
import type { ReactNode } from 'react';
import { Button } from './button.js';

export function Confirm(props: {
  title: string;
  text: string;
  yes: string;
  danger?: boolean;
  onYes(): void;
  children: ReactNode;
}) {
  return (
    <AlertDialog.Root>
      <AlertDialog.Trigger asChild>{props.children}</AlertDialog.Trigger>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className="fixed inset-0 z-50 animate-fade bg-[rgb(15_22_18/0.32)]" />
        <AlertDialog.Content className="fixed top-[24vh] left-1/2 z-50 w-[26rem] max-w-[calc(100vw-2rem)] -translate-x-1/2 rounded-xl bg-raised p-6 shadow-float">
          <AlertDialog.Title className="text-lg font-semibold tracking-tight">{props.title}</AlertDialog.Title>
          <AlertDialog.Description className="mt-1.5 text-pretty text-muted">{props.text}</AlertDialog.Description>
          <div className="mt-5 flex justify-end gap-2">
            <AlertDialog.Cancel asChild>
              <Button>Keep it</Button>
            </AlertDialog.Cancel>
            <AlertDialog.Action asChild>
              <Button tone={props.danger ? 'danger' : 'strong'} onClick={props.onYes}>
                {props.yes}
              </Button>
            </AlertDialog.Action>
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
