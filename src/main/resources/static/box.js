// What the one box suggests is walked through with the arrow keys, and put away with Escape.
document.addEventListener('keydown', event => {
  const box = event.target.closest?.('.box');
  if (!box) {
    return;
  }
  const input = box.querySelector('input');
  if (event.key === 'Escape') {
    box.querySelector('.suggestions').replaceChildren();
    input.focus();
  } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    const stops = [input, ...box.querySelectorAll('.suggestions a')];
    const to = stops[stops.indexOf(document.activeElement) + (event.key === 'ArrowDown' ? 1 : -1)];
    if (to) {
      event.preventDefault();
      to.focus();
    }
  }
});
