// The pool's usual work; where reading ends in the last net, the refusal also tells what was caught, which people never see.
import { Unreadable } from '@vito/understanding/unreadable';
import * as usual from '../../packages/core/src/platform/compute-tasks.js';

export const { pageImage, extract } = usual;

export const caughtMark = ' [caught: ';

export const read: typeof usual.read = async (bytes, name, options) => {
  try {
    return await usual.read(bytes, name, options);
  } catch (error) {
    if (!(error instanceof Unreadable) || !error.message.startsWith('This file is damaged or not built')) throw error;
    const { cause } = error;
    const kind = cause instanceof Error ? cause.constructor.name : typeof cause;
    const where = cause instanceof Error ? (cause.stack ?? '').split('\n').slice(0, 3).join(' ').slice(0, 300) : '';
    throw new Unreadable(error.reason, `${error.message}${caughtMark}${kind}: ${where}]`, { cause });
  }
};
