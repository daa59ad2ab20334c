// A person's initials on a quiet tint of their own; the looker stands in the accent.
import { hueOf, initials, type Named } from '../format/people.js';

export function Avatar(props: { who: Pick<Named, 'name' | 'full' | 'me' | 'known'>; size?: 'sm' | 'md' }) {
  const { who } = props;
  const size = props.size === 'md' ? 'size-8 text-xs' : 'size-5 text-[9px]';
  const base = `inline-flex shrink-0 select-none items-center justify-center rounded-full font-semibold ${size}`;
  if (!who.known) {
    return (
      <span aria-hidden="true" className={`${base} border border-dashed border-edge text-faint`}>
        ?
      </span>
    );
  }
  if (who.me) {
    return (
      <span aria-hidden="true" className={`${base} bg-accent text-on-accent`}>
        {initials(who.full.split(' · ')[0] ?? who.name)}
      </span>
    );
  }
  const hue = hueOf(who.name);
  const tint = `light-dark(oklch(0.915 0.032 ${hue}), oklch(0.35 0.04 ${hue}))`;
  const ink = `light-dark(oklch(0.42 0.075 ${hue}), oklch(0.87 0.05 ${hue}))`;
  return (
    <span aria-hidden="true" className={base} style={{ background: tint, color: ink }}>
      {initials(who.name)}
    </span>
  );
}
