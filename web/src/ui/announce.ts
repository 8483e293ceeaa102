/** Has a text read out by screen readers, politely. The region is in the shell. */
export function announce(text: string): void {
  const region = document.getElementById('announcements');
  if (region === null) return;
  region.textContent = '';
  requestAnimationFrame(() => {
    region.textContent = text;
  });
}
