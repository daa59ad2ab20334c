// A value as it was when it last stood still for a while: what is typed is not asked for letter by letter.
import { useEffect, useState } from 'react';

export function useLater<T>(value: T, wait: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), wait);
    return () => clearTimeout(timer);
  }, [value, wait]);
  return settled;
}
