// The state of an Airbyte source, of whichever type: LEGACY, one for each STREAM, or GLOBAL. Kept as it is given back.
import type { ChosenStream } from '@vito/contracts/sync';
import { isObject, type Json } from './source-told.js';

/** What is said about a stream; a message's own name for it. */
const descriptorOf = (message: Json): string => {
  const stream = isObject(message.stream) ? message.stream.stream_descriptor : null;
  return isObject(stream) ? JSON.stringify([stream.namespace ?? null, stream.name]) : '';
};

/** Follows STATE messages: `hear` gives all that is known then, or null for one of no known type. */
export function createBookmark(before: unknown) {
  let known = messagesIn(before);

  return {
    hear(state: unknown): unknown {
      if (!isObject(state)) return null;
      if (state.type === 'STREAM' && isObject(state.stream)) {
        const own = descriptorOf(state);
        known = [...known.filter((one) => one.type === 'STREAM' && descriptorOf(one) !== own), state];
        return known;
      }
      if (state.type === 'GLOBAL' && isObject(state.global)) {
        known = [state];
        return known;
      }
      if ((state.type === 'LEGACY' || state.type === undefined) && state.data !== undefined) return state.data;
      return null;
    },
  };
}

/** What a source is given of it: nothing about streams that are read in full, which would make it leave rows out. */
export function givenOf(bookmark: unknown, streams: ChosenStream[]): unknown {
  if (bookmark === null || streams.every(({ mode }) => mode === 'full')) return null;
  if (!Array.isArray(bookmark)) return bookmark;
  const whole = new Set(
    streams
      .filter(({ mode }) => mode === 'full')
      .map(({ entry }) => JSON.stringify([entry.namespace ?? null, entry.name])),
  );
  const given = messagesIn(bookmark).flatMap((message): Json[] => {
    if (message.type === 'STREAM') return whole.has(descriptorOf(message)) ? [] : [message];
    const { global } = message;
    if (!isObject(global) || !Array.isArray(global.stream_states)) return [message];
    const left = global.stream_states.filter((one) => !whole.has(descriptorOf({ stream: one })));
    return [{ ...message, global: { ...global, stream_states: left } }];
  });
  return given.length > 0 ? given : null;
}

const messagesIn = (bookmark: unknown): Json[] => (Array.isArray(bookmark) ? bookmark.filter(isObject) : []);
