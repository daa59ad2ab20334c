// A tooltip over anything that can be hovered or focused, with the key that does the same.
import { Tooltip } from 'radix-ui';
import type { ReactNode } from 'react';

export function Tip(props: {
  text: ReactNode;
  keys?: string;
  side?: 'top' | 'bottom' | 'left' | 'right';
  children: ReactNode;
}) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger asChild>{props.children}</Tooltip.Trigger>
      <Tooltip.Portal>
        <Tooltip.Content
          side={props.side ?? 'top'}
          sideOffset={6}
          collisionPadding={8}
          className="z-60 flex max-w-72 animate-fade items-center gap-2 rounded-sm bg-ink px-2 py-1 text-xs text-canvas shadow-float"
        >
          {props.text}
          {props.keys ? (
            <kbd className="rounded-xs bg-canvas/18 px-1.5 font-sans text-2xs leading-4 text-canvas">{props.keys}</kbd>
          ) : null}
        </Tooltip.Content>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
