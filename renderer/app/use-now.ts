import { useEffect, useState } from 'react';

/** 30 s: « il y a 3 minutes » is never more than half a minute wrong. */
const TICK_MS = 30_000;

/** The present, renewed every half minute: for words like « il y a 3 minutes » and for the day's date. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return now;
}
