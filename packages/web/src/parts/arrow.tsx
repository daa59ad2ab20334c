// The arrow of what unfolds: it points down once it is open.
import { ChevronRight } from 'lucide-react';

export const Arrow = (props: { open: boolean; size?: number }) => (
  <ChevronRight
    size={props.size ?? 14}
    aria-hidden="true"
    className={`shrink-0 text-faint transition-transform ${props.open ? 'rotate-90' : ''}`}
  />
);
