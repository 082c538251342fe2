/** Of a copy in the rival's class: one page. */
export const RIVAL_COPY_BYTES = 2_100_000;

/** The same class graded by the web, measured once, elsewhere: quoted here for scale, not measured by this bench. */
export const RIVAL = {
  name: 'Moodle 5.1, web grader in a browser',
  requests: { least: 505, most: 542 },
  serverCpuSeconds: 26.6,
  bytesDown: 43_600_000,
  isMeasuredHere: false,
  source:
    'A real Moodle 5.1 (build 20251017): 35 copies of one page and 2.1 MB each, graded once; requests that reached the server, CPU seconds of PHP and PostgreSQL.',
} as const;
