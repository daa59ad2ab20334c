// How a stream differs from what was chosen, column by column.
import type { DriftedColumn, DriftKind } from '@vito/contracts/sync';

const words: Record<DriftKind, string> = {
  removed: 'gone',
  retyped: 'of another type',
  required: 'new, and always there',
  keys: 'other columns tell its records apart',
};

export function DriftTable(props: { drift: readonly DriftedColumn[] }) {
  return (
    <div className="overflow-x-auto">
      <table className="w-full text-left text-sm">
        <thead className="text-xs text-muted">
          <tr>
            {['Column', 'What differs', 'As chosen', 'As it is now'].map((head) => (
              <th key={head} scope="col" className="py-1 pr-4 font-medium whitespace-nowrap">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {props.drift.map(({ name, kind, was, is }) => (
            <tr key={`${kind} ${name}`} className="border-t border-hair align-top">
              <td className="py-1.5 pr-4 font-mono text-xs leading-5">{kind === 'keys' ? '' : name}</td>
              <td className="py-1.5 pr-4">{words[kind]}</td>
              <td className="py-1.5 pr-4 font-mono text-xs leading-5 text-muted">{was}</td>
              <td className="py-1.5 font-mono text-xs leading-5">{is}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
