// Why the server said no, with each place that is wrong, where its words do not say that already.
import { inWords, issuesOf } from '../format/errors.js';

export function Refused(props: { error: unknown }) {
  const words = inWords(props.error);
  const all = issuesOf(props.error);
  const said = all.length === 1 && all.every(({ message }) => words.toLowerCase().includes(message.toLowerCase()));
  const issues = said ? [] : all;
  return (
    <div role="alert" className="text-xs wrap-anywhere text-late">
      <p>{words}</p>
      {issues.length > 0 ? (
        <ul className="mt-1 list-disc pl-4">
          {issues.map(({ path, message }) => (
            <li key={`${path} ${message}`}>
              <span className="font-mono">{path}</span>: {message}
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
