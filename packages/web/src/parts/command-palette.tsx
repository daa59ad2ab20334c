// The palette: go anywhere, find a commitment or a document, do what has no button at hand.
import { Search } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { type KeyboardEvent, useId, useMemo, useRef, useState } from 'react';
import { useServices, useStore } from '../data/services.js';
import { Key } from './button.js';
import { type PaletteItem, usePaletteItems } from './palette-items.js';

export function CommandPalette() {
  const { overlay } = useServices();
  const open = useStore(overlay) === 'palette';
  return (
    <Dialog.Root open={open} onOpenChange={(next) => overlay.set(next ? 'palette' : null)}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-50 animate-fade bg-[rgb(15_22_18/0.32)]" />
        <Dialog.Content
          data-modal=""
          aria-describedby={undefined}
          className="fixed top-[14vh] left-1/2 z-50 w-[38rem] max-w-[calc(100vw-1.5rem)] -translate-x-1/2 overflow-hidden rounded-xl bg-raised shadow-float outline-none max-sm:top-3"
        >
          <Dialog.Title className="sr-only">Search, jump, do</Dialog.Title>
          <Finder onDone={() => overlay.set(null)} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Finder(props: { onDone(): void }) {
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const groups = usePaletteItems(query);
  const flat = useMemo(() => groups.flatMap((group) => group.items), [groups]);
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  const active = Math.min(at, flat.length - 1);

  function run(item: PaletteItem | undefined): void {
    if (!item) return;
    props.onDone();
    item.run();
  }
  function move(to: number): void {
    const next = (to + flat.length) % Math.max(1, flat.length);
    setAt(next);
    list.current?.querySelectorAll('[role=option]')[next]?.scrollIntoView({ block: 'nearest' });
  }
  function onKey(event: KeyboardEvent): void {
    const down = event.key === 'ArrowDown' || (event.ctrlKey && event.key === 'n');
    const up = event.key === 'ArrowUp' || (event.ctrlKey && event.key === 'p');
    if (down) move(active + 1);
    else if (up) move(active - 1);
    else if (event.key === 'Enter' && !event.nativeEvent.isComposing) run(flat[active]);
    else return;
    event.preventDefault();
  }

  return (
    <>
      <div className="flex h-12 items-center gap-3 border-b border-hair px-4">
        <Search size={16} className="text-faint" aria-hidden="true" />
        <input
          // biome-ignore lint/a11y/noAutofocus: the palette is opened to type into it
          autoFocus
          role="combobox"
          aria-expanded="true"
          aria-controls={id}
          aria-activedescendant={flat[active] ? `${id}-${active}` : undefined}
          aria-label="Search commitments, documents and commands"
          placeholder="Find a commitment, a document, a command"
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setAt(0);
          }}
          onKeyDown={onKey}
          className="h-full min-w-0 flex-1 bg-transparent text-md outline-none placeholder:text-faint max-sm:text-[1rem]"
        />
        <Key>Esc</Key>
      </div>
      <div ref={list} id={id} role="listbox" aria-label="Results" className="h-[23rem] overflow-y-auto p-1.5">
        {flat.length === 0 ? <p className="px-3 py-10 text-center text-muted">Nothing matches “{query}”.</p> : null}
        {groups.map((group) => (
          // biome-ignore lint/a11y/useSemanticElements: options stand in a listbox's group, not in a fieldset
          <div key={group.title} role="group" aria-label={group.title}>
            <p className="px-2.5 pt-2.5 pb-1 text-xs font-medium text-faint">{group.title}</p>
            {group.items.map((item) => {
              const index = flat.indexOf(item);
              return (
                <div
                  key={item.id}
                  id={`${id}-${index}`}
                  role="option"
                  tabIndex={-1}
                  aria-selected={index === active}
                  onPointerMove={() => setAt(index)}
                  onClick={() => run(item)}
                  onKeyDown={onKey}
                  className="flex min-h-9 cursor-default items-center gap-3 rounded-md px-2.5 py-1.5 aria-selected:bg-hover"
                >
                  <span className="flex size-4 shrink-0 items-center justify-center text-muted">{item.icon}</span>
                  <span className="min-w-0 flex-1 truncate">
                    {item.title}
                    {item.detail ? <span className="ml-2 text-sm text-faint">{item.detail}</span> : null}
                  </span>
                  {item.keys ? <Key>{item.keys}</Key> : null}
                </div>
              );
            })}
          </div>
        ))}
      </div>
    </>
  );
}
