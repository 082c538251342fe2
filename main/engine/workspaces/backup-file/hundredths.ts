/** Counts bytes of a work whose length is known, and tells each hundredth of it once. */
export function hundredths(totalBytes: number, tell: (done: number) => void): (bytes: number) => void {
  let [doneBytes, told] = [0, -1];
  return (bytes) => {
    doneBytes += bytes;
    const done = Math.min(100, Math.floor((doneBytes / Math.max(1, totalBytes)) * 100));
    if (done > told) tell(done);
    told = Math.max(told, done);
  };
}
