// How a table's file is cut into rows and cells, as it was found or as a person says.
import type { TableForm } from '@vito/contracts/table';
import { encodingWords } from '../format/table-words.js';
import { Field } from './form-frame.js';

const delimiters = [
  { value: ',', word: 'comma' },
  { value: ';', word: 'semicolon' },
  { value: '\t', word: 'tab' },
  { value: '|', word: 'bar' },
];

export function TableFormFields(props: { form: TableForm; onChange(fields: Partial<TableForm>): void }) {
  const { form, onChange } = props;
  const odd = delimiters.some(({ value }) => value === form.delimiter)
    ? []
    : [{ value: form.delimiter, word: form.delimiter }];
  return (
    <div className="grid grid-cols-2 gap-3 sm:grid-cols-4">
      <Field label="Encoding">
        <select
          className="field"
          value={form.encoding}
          onChange={(event) => onChange({ encoding: event.target.value as TableForm['encoding'] })}
        >
          {Object.entries(encodingWords).map(([value, word]) => (
            <option key={value} value={value}>
              {word}
            </option>
          ))}
        </select>
      </Field>
      <Field label="Between cells">
        <select
          className="field"
          value={form.delimiter}
          onChange={(event) => onChange({ delimiter: event.target.value })}
        >
          {[...delimiters, ...odd].map(({ value, word }) => (
            <option key={value} value={value}>
              {word}
            </option>
          ))}
        </select>
      </Field>
      <Field label="Around cells">
        <select
          className="field"
          value={form.quote ?? ''}
          onChange={(event) => onChange({ quote: (event.target.value || null) as TableForm['quote'] })}
        >
          <option value={'"'}>"</option>
          <option value="'">'</option>
          <option value="">nothing</option>
        </select>
      </Field>
      <Field label="First row">
        <select
          className="field"
          value={form.header ? 'names' : 'row'}
          onChange={(event) => onChange({ header: event.target.value === 'names' })}
        >
          <option value="names">names the columns</option>
          <option value="row">is a row</option>
        </select>
      </Field>
    </div>
  );
}
