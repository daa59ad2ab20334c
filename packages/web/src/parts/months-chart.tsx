// Months as columns: what was due in each, by how it was kept. Each piece leads to what it counted.
import { useNavigate } from '@tanstack/react-router';
import type { Dna, Figure } from '@vito/contracts/dna';
import { shades } from './keeping-bar.js';

const height = 120;
const names = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

export function MonthsChart(props: { months: Dna['months']; who: string }) {
  const navigate = useNavigate();
  const totals = props.months.map(({ keeping }) => shades.reduce((sum, { key }) => sum + keeping[key].n, 0));
  const most = Math.max(1, ...totals);
  const show = (title: string, figure: Figure) =>
    void navigate({ to: '/evidence', search: { title, by: figure.query } });
  return (
    <ol className="flex items-end gap-1.5" style={{ height: height + 36 }}>
      {props.months.map(({ month, keeping }, i) => {
        const name = `${names[Number(month.slice(5)) - 1]} ${month.slice(0, 4)}`;
        return (
          <li key={month} className="flex min-w-0 flex-1 flex-col items-center justify-end gap-1">
            <span className="text-2xs text-faint">{totals[i] || ''}</span>
            <span className="flex w-full max-w-10 flex-col-reverse gap-px overflow-hidden rounded-sm">
              {shades.map(({ key, word, paint }) => {
                const figure = keeping[key];
                if (figure.n === 0) return null;
                const what = `${word}, due in ${name}, ${props.who}`;
                return (
                  <button
                    key={key}
                    type="button"
                    title={`${what}: ${figure.n}`}
                    aria-label={`${what}: ${figure.n}`}
                    onClick={() => show(what, figure)}
                    className="w-full transition-opacity hover:opacity-75"
                    style={{ height: Math.max(3, (height * figure.n) / most), background: paint }}
                  />
                );
              })}
            </span>
            <span className="text-2xs whitespace-nowrap text-muted">{name.slice(0, 3)}</span>
          </li>
        );
      })}
    </ol>
  );
}
