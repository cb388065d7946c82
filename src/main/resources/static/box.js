// What the one box suggests is walked through with the arrow keys, and put away with Escape.
document.addEventListener('keydown', event => {
  const box = event.target.closest?.('.box');
  if (!box) {
    return;
  }
  const input = box.querySelector('input');
  if (event.key === 'Escape') {
    box.querySelector('.suggestions').replaceChildren();
    box.classList.add('closed');
    input.focus();
  } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    const stops = [input, ...box.querySelectorAll('.below :is(a, button)')];
    const to = stops[stops.indexOf(document.activeElement) + (event.key === 'ArrowDown' ? 1 : -1)];
    if (to) {
      event.preventDefault();
      box.classList.remove('closed');
      to.focus();
    }
  }
});

document.addEventListener('input', event => event.target.closest?.('.box')?.classList.remove('closed'));

// A file that is dropped or pasted there, and a text that is too long for words to look for, are an article's. Nothing is
// recorded by that: what was found out stands in a form first.
(() => {
  const LONG = 300;

  const takes = box => box?.querySelector('[data-take]');

  function takeIn(take, text, file) {
    const form = document.createElement('form');
    form.method = 'post';
    form.enctype = 'multipart/form-data';
    form.action = take.dataset.take;
    form.hidden = true;
    const fields = { _csrf: document.querySelector('[name="_csrf"]').value, '/url': '', '/text': text };
    for (const [name, value] of Object.entries(fields)) {
      const field = document.createElement('textarea');
      field.name = name;
      field.value = value;
      form.append(field);
    }
    if (file) {
      const chosen = document.createElement('input');
      chosen.type = 'file';
      chosen.name = '/file';
      const files = new DataTransfer();
      files.items.add(file);
      chosen.files = files.files;
      form.append(chosen);
    }
    document.body.append(form);
    form.submit();
    form.remove();
  }

  for (const kind of ['dragover', 'dragleave', 'drop']) {
    document.addEventListener(kind, event => {
      const box = event.target.closest?.('.box');
      if (!takes(box) || !event.dataTransfer.types.includes('Files')) {
        return;
      }
      event.preventDefault();
      box.classList.toggle('dropping', kind === 'dragover');
      if (kind === 'drop' && event.dataTransfer.files.length > 0) {
        takeIn(takes(box), '', event.dataTransfer.files[0]);
      }
    });
  }

  document.addEventListener('paste', event => {
    const box = event.target.closest?.('.box');
    const take = takes(box);
    if (!take) {
      return;
    }
    const file = event.clipboardData.files[0];
    const text = event.clipboardData.getData('text/plain');
    take.querySelector('button')?.remove();
    if (file) {
      event.preventDefault();
      // Nor is it attached to what the page shows.
      event.stopImmediatePropagation();
      takeIn(take, '', file);
    } else if (text.trim().length >= LONG) {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = said('Take in what you pasted as the text of an article');
      button.addEventListener('click', () => takeIn(take, text));
      take.prepend(button);
    }
  });
})();
