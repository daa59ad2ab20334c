// Why the server said no, with each place that is wrong.
import { inWords, issuesOf } from '../format/errors.js';

export function Refused(props: { error: unknown }) {
  const issues = issuesOf(props.error);
  return (
    <div role="alert" className="text-xs wrap-anywhere text-late">
      <p>{inWords(props.error)}</p>
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
