// Says that something new stands above, to somebody who has scrolled down; one press goes there.
import { ArrowUp } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useServices, useStore } from '../data/services.js';

export function NewAbove() {
  const { timeline } = useServices();
  const { seq } = useStore(timeline);
  const [away, setAway] = useState(false);
  const [seen, setSeen] = useState(seq);
  useEffect(() => {
    const look = () => setAway(scrollY > 240);
    look();
    addEventListener('scroll', look, { passive: true });
    return () => removeEventListener('scroll', look);
  }, []);
  useEffect(() => {
    if (!away) setSeen(seq);
  }, [away, seq]);
  if (!away || seq <= seen) return null;
  return (
    <button
      type="button"
      onClick={() => scrollTo({ top: 0, behavior: 'smooth' })}
      className="fixed top-16 left-1/2 z-20 flex h-8 -translate-x-1/2 animate-rise items-center gap-1.5 rounded-full bg-accent px-3.5 text-xs font-medium text-on-accent shadow-float"
    >
      <ArrowUp size={13} strokeWidth={2.25} aria-hidden="true" />
      {seq - seen} new
    </button>
  );
}
