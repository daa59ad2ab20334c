// Arguments as they will be used, readable: texts as texts, everything else as JSON.
import { argFields } from '../format/args.js';

export function ArgsView(props: { args: unknown }) {
  return (
    <dl className="grid grid-cols-[minmax(4.5rem,auto)_minmax(0,1fr)] gap-x-4 gap-y-1.5 rounded-md border border-hair bg-sunken px-3 py-2.5 text-sm max-sm:grid-cols-1 max-sm:gap-y-0.5">
      {argFields(props.args).map(({ name, label, kind, initial }) => (
        <div key={name} className="contents">
          <dt className="text-xs leading-5 text-muted" title={name}>
            {label}
          </dt>
          <dd
            className={`max-h-72 min-w-0 overflow-auto max-sm:mb-2 whitespace-pre-wrap wrap-anywhere ${kind === 'json' ? 'font-mono text-xs leading-5' : ''}`}
          >
            {kind === 'boolean' ? (initial ? 'yes' : 'no') : initial === '' ? '(empty)' : initial}
          </dd>
        </div>
      ))}
      {argFields(props.args).length === 0 ? <p className="col-span-2 text-muted">No arguments.</p> : null}
    </dl>
  );
}
