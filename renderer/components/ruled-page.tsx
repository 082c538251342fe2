/** Where the pen has been on the page: nowhere, a few lines, or a whole page that is ticked. */
export type Writing = 'blank' | 'begun' | 'ticked';

const RULES = [34, 48, 62, 76, 90];

const STROKES: Record<Writing, readonly string[]> = {
  blank: [],
  begun: ['M50 45c4-5 6-5 8 0s5 4 8-1 6-4 8 0 6 3 9-1 7-3 10 1 8 1 12-1'],
  ticked: [
    'M50 45c4-5 6-5 8 0s5 4 8-1 6-4 8 0 6 3 9-1 7-3 10 1 8 1 12-1',
    'M50 59c5-4 7-3 9 0s6 2 9-1 7-2 10 1 6 1 9-2 6 0 9 2',
    'M50 73c4-4 7-4 10 0s7 2 10-1 6-2 9 0 5 2 8 0',
  ],
};

/** The ruled page, the only ornament of the window. Says nothing to screen readers. */
export function RuledPage({ writing }: { writing: Writing }) {
  return (
    <svg
      className="ruled-page"
      viewBox="0 0 160 116"
      width="160"
      height="116"
      aria-hidden="true"
      focusable="false"
    >
      <path className="ruled-page-sheet" d="M28 8h86l18 18v82H28z" />
      <path className="ruled-page-fold" d="M114 8v18h18" />
      {RULES.map((y) => (
        <path key={y} className="ruled-page-rule" d={`M28 ${y}h104`} />
      ))}
      <path className="ruled-page-margin" d="M44 8v100" />
      {STROKES[writing].map((d) => (
        <path key={d} className="ruled-page-ink" d={d} />
      ))}
      {writing === 'begun' ? <path className="ruled-page-ink" d="m114 46 26-26 6 6-26 26-8 2z" /> : null}
      {writing === 'ticked' ? <path className="ruled-page-tick" d="m104 84 9 10 20-28" /> : null}
    </svg>
  );
}
