import './copy-pane.css';

/** What somebody typed, as it was typed, on a page of its own. */
export function TypedText({ label, text }: { label: string; text: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by the keyboard
    <section className="grading-text-scroll" tabIndex={0} aria-label={label}>
      <p className="grading-text">{text}</p>
    </section>
  );
}
