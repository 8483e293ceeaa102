/** As `ref` of a field that appears because it was asked for: the focus goes there. */
export const focusOnce = (field: HTMLElement | null): void => field?.focus();
