import type { Page } from '@playwright/test';

export interface Frames {
  readonly frames: number;
  readonly longestMs: number;
  readonly over50Ms: number;
  /** The longest work of the page itself, from Chromium's own account; 0 when none was over 50 ms. */
  readonly longestTaskMs: number;
}

/** Times every frame from now on; `read` gives what was seen since. */
export async function timeFrames(page: Page): Promise<() => Promise<Frames>> {
  await page.evaluate(() => {
    const seen = { frames: 0, longestMs: 0, over50Ms: 0, longestTaskMs: 0 };
    Object.assign(globalThis, { seenFrames: seen });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries())
        seen.longestTaskMs = Math.max(seen.longestTaskMs, duration);
    }).observe({ entryTypes: ['longtask'] });
    let last = performance.now();
    const onFrame = (now: number) => {
      const tookMs = now - last;
      last = now;
      seen.frames += 1;
      seen.longestMs = Math.max(seen.longestMs, tookMs);
      if (tookMs > 50) seen.over50Ms += 1;
      requestAnimationFrame(onFrame);
    };
    requestAnimationFrame(onFrame);
  });
  return () =>
    page.evaluate(() => {
      const { seenFrames } = globalThis as unknown as { seenFrames: Record<keyof Frames, number> };
      const read = { ...seenFrames, longestMs: Math.round(seenFrames.longestMs * 10) / 10 };
      Object.assign(seenFrames, { frames: 0, longestMs: 0, over50Ms: 0, longestTaskMs: 0 });
      return read;
    });
}
