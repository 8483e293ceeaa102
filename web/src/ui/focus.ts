/** As `ref` of a field that appears because it was asked for: the focus goes there. */
export const focusOnce = (field: HTMLElement | null): void => field?.focus();

/** After what had the focus is gone: it goes to the view, which is shown from its top. */
export function focusContent(): void {
  const content = document.getElementById('content');
  content?.scrollTo(0, 0);
  content?.focus();
}
