// Keyboard shortcuts: single keys that never fire while somebody types or while a dialog is open above.
import { useEffect, useRef } from 'react';

/** Key as `event.key` says it, lower case; "mod+k" for ⌘K and Ctrl-K. Returning false lets the browser go on. */
export type KeyMap = Record<string, ((event: KeyboardEvent) => unknown) | undefined>;

/** Binds while mounted. `layer` "page" keys rest while a dialog or menu is open; "any" ones do not. */
export function useKeys(map: KeyMap, layer: 'page' | 'any' = 'page'): void {
  const latest = useRef(map);
  useEffect(() => {
    latest.current = map;
  });
  useEffect(() => {
    function onKey(event: KeyboardEvent): void {
      if (event.defaultPrevented || event.isComposing) return;
      const mod = event.metaKey || event.ctrlKey;
      if (event.altKey || (!mod && isTyping(event.target))) return;
      if (layer === 'page' && document.querySelector('[role=dialog][data-modal],[role=alertdialog],[role=menu]'))
        return;
      const key = `${mod ? 'mod+' : ''}${event.key.toLowerCase()}`;
      const run = latest.current[key];
      if (!run || (!mod && isPressable(event.target) && (key === 'enter' || key === ' '))) return;
      if (run(event) !== false) event.preventDefault();
    }
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [layer]);
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('input,textarea,select,[contenteditable=true]') !== null;
}

/** Enter and space belong to the button or link that has the focus; a row of a list leaves them to its list. */
function isPressable(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('button,a[href]:not([data-row])') !== null;
}
