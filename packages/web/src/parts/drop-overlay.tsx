// Files and folders dropped anywhere on the page go to the upload queue; while they hover, the page says so.
import { FolderInput } from 'lucide-react';
import { useEffect, useState } from 'react';
import { droppedFiles } from '../data/dropped-files.js';
import { useServices } from '../data/services.js';

export function DropOverlay() {
  const over = useDrop();
  if (!over) return null;
  return (
    <div className="pointer-events-none fixed inset-0 z-60 animate-fade bg-canvas/80 p-3 backdrop-blur-[3px]">
      <div className="flex h-full flex-col items-center justify-center rounded-xl border-2 border-dashed border-accent bg-accent-soft/40 text-center">
        <FolderInput size={34} strokeWidth={1.5} className="text-accent" aria-hidden="true" />
        <p className="mt-4 text-xl font-semibold tracking-tight">Drop to add</p>
        <p className="mt-1 text-muted">Mail, PDF, scans, chats, notes, calendars. Folders too, up to 50 MB a file.</p>
      </div>
    </div>
  );
}

function useDrop(): boolean {
  const { uploads, notices } = useServices();
  const [over, setOver] = useState(false);
  useEffect(() => {
    // Entering a child leaves its parent: the depth tells when the page itself is left.
    let depth = 0;
    const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    const handlers = {
      dragenter(event: DragEvent) {
        if (!carriesFiles(event)) return;
        depth += 1;
        setOver(true);
      },
      dragover(event: DragEvent) {
        if (carriesFiles(event)) event.preventDefault();
      },
      dragleave() {
        depth = Math.max(0, depth - 1);
        if (depth === 0) setOver(false);
      },
      async drop(event: DragEvent) {
        depth = 0;
        setOver(false);
        if (!event.dataTransfer || !carriesFiles(event)) return;
        event.preventDefault();
        try {
          const files = await droppedFiles(event.dataTransfer);
          if (files.length === 0) notices.show({ text: 'There was no file in that folder.' });
          uploads.add(files);
        } catch {
          notices.show({ text: 'The browser could not read what was dropped. Try “Add files”.', tone: 'problem' });
        }
      },
    };
    const list = Object.entries(handlers) as Array<['drop', (event: DragEvent) => void]>;
    for (const [name, handler] of list) addEventListener(name, handler);
    return () => {
      for (const [name, handler] of list) removeEventListener(name, handler);
    };
  }, [uploads, notices]);
  return over;
}
