/**
 * Lets Escape do its work while a tip is open: the tip closes, and so does what the teacher meant.
 *
 * A tip appears wherever the pointer happens to rest, and its library (floating-ui, at the document) keeps the key for
 * itself: a field would be left at the second press only.
 */
export function letEscapePassTips(): void {
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || document.querySelector('[role="tooltip"]') === null) return;
    const stop = event.stopPropagation.bind(event);
    event.stopPropagation = () => {
      if (event.currentTarget !== document) stop();
    };
  };
  window.addEventListener('keydown', onKey, { capture: true });
}
