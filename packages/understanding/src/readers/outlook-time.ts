// Times as Windows counts them.

/** 100-nanosecond steps since 1601; null outside of the years in which mails are sent. */
export function fileTime(steps: bigint): Date | null {
  const at = new Date(Number(steps / 10_000n) - 11_644_473_600_000);
  const year = at.getUTCFullYear();
  return year >= 1970 && year <= 2200 ? at : null;
}
