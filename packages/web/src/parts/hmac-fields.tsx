// How a source of the kind `hmac` signs: in which header, of what, and how it is written.
import type { HmacOptions } from '@vito/contracts/webhook';
import { Field } from './form-frame.js';

/** As typed: what is left empty is not sent. */
export interface HmacDraft {
  header: string;
  algorithm: 'sha256' | 'sha512' | 'sha1';
  encoding: 'hex' | 'base64';
  prefix: string;
  signed: string;
  idHeader: string;
  timestampHeader: string;
}

export const emptyHmac: HmacDraft = {
  header: 'X-Signature',
  algorithm: 'sha256',
  encoding: 'hex',
  prefix: '',
  signed: '{body}',
  idHeader: '',
  timestampHeader: '',
};

export const draftOf = (options: HmacOptions): HmacDraft => ({
  ...options,
  idHeader: options.idHeader ?? '',
  timestampHeader: options.timestampHeader ?? '',
});

export function hmacOf({ idHeader, timestampHeader, ...rest }: HmacDraft) {
  return {
    ...rest,
    header: rest.header.trim(),
    ...(idHeader.trim() ? { idHeader: idHeader.trim() } : {}),
    ...(timestampHeader.trim() ? { timestampHeader: timestampHeader.trim() } : {}),
  };
}

export function HmacFields(props: { value: HmacDraft; onChange(fields: Partial<HmacDraft>): void }) {
  const { value, onChange } = props;
  const text = (name: 'header' | 'prefix' | 'signed' | 'idHeader' | 'timestampHeader', placeholder: string) => (
    <input
      className="field font-mono sm:text-xs!"
      spellCheck={false}
      autoComplete="off"
      maxLength={name === 'signed' ? 200 : 100}
      placeholder={placeholder}
      value={value[name]}
      onChange={(event) => onChange({ [name]: event.target.value })}
    />
  );
  return (
    <div className="grid gap-3 @lg:grid-cols-2">
      <Field label="Header with the signature">{text('header', 'X-Signature')}</Field>
      <Field label="What stands before it there">{text('prefix', 'nothing, or sha256=')}</Field>
      <Field label="Algorithm">
        <select
          className="field"
          value={value.algorithm}
          onChange={(event) => onChange({ algorithm: event.target.value as HmacDraft['algorithm'] })}
        >
          <option value="sha256">HMAC-SHA256</option>
          <option value="sha512">HMAC-SHA512</option>
          <option value="sha1">HMAC-SHA1</option>
        </select>
      </Field>
      <Field label="Written in">
        <select
          className="field"
          value={value.encoding}
          onChange={(event) => onChange({ encoding: event.target.value as HmacDraft['encoding'] })}
        >
          <option value="hex">hexadecimal digits</option>
          <option value="base64">base64</option>
        </select>
      </Field>
      <Field label="What is signed" hint="{body}, {timestamp} and {id} stand for themselves.">
        {text('signed', '{body}')}
      </Field>
      <Field label="Header with the sender’s id" hint="Without one, equal bodies are one payload.">
        {text('idHeader', 'none')}
      </Field>
      <Field label="Header with the time" hint="In seconds since 1970; five minutes off is refused.">
        {text('timestampHeader', 'none')}
      </Field>
    </div>
  );
}
