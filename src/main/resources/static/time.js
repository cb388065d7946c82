// Days of the past by a slider: beneath each field for a day that says since when there is something. All of a page share one
// axis, so that what was recorded by a day and what was published by it stand side by side. Without it there are the fields.
(() => {
  const DAY = 86400000;
  const at = day => Math.round(Date.parse(day + 'T00:00:00Z') / DAY);
  const day = number => new Date(number * DAY).toISOString().slice(0, 10);

  for (const field of document.querySelectorAll('input[type=date][data-since]')) {
    const today = at(field.max);
    const first = Math.min(at(field.dataset.since), today - 1);
    const slider = document.createElement('input');
    Object.assign(slider, { type: 'range', min: first, max: today, step: 1 });
    const label = document.querySelector(`label[for="${field.id}"]`);
    slider.setAttribute('aria-label', said('{0}, by a slider', label.textContent));

    const marks = (field.dataset.marks ?? '').split(' ').filter(Boolean);
    if (marks.length) {
      const list = document.createElement('datalist');
      list.id = field.id + '-marks';
      list.append(...marks.map(mark => Object.assign(document.createElement('option'), { value: at(mark) })));
      slider.setAttribute('list', list.id);
      field.after(list);
    }
    const show = () => {
      slider.value = field.value ? at(field.value) : today;
      slider.setAttribute('aria-valuetext', field.value || said('now'));
    };
    // At its end it is now, which no day says.
    slider.addEventListener('input', () => {
      field.value = Number(slider.value) >= today ? '' : day(Number(slider.value));
      slider.setAttribute('aria-valuetext', field.value || said('now'));
    });
    // Who drags it looks at what it shows; who steps by keys says when.
    slider.addEventListener('pointerup', () => setTimeout(() => field.form.requestSubmit(), 0));
    slider.addEventListener('keydown', event => {
      if (event.key === 'Enter') {
        event.preventDefault();
        field.form.requestSubmit();
      }
    });
    field.addEventListener('input', show);
    field.after(slider);
    show();
  }
})();
