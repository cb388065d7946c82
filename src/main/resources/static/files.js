// Files are dropped onto the thing that they belong to, and pictures pasted; both go the way of the form that is there anyway.
(() => {
  const FORM = 'form[data-files]';
  const PLACE = '[data-files-of]';

  const formOf = place => place?.querySelector(FORM);
  const holdsFiles = transfer => transfer && [...transfer.types].includes('Files');

  /** Where somebody is: what has the focus, or the one form that is open, or the only one. */
  function placeOfPaste() {
    const focused = document.activeElement?.closest(PLACE);
    if (formOf(focused)) {
      return focused;
    }
    const open = document.querySelectorAll(`details[open] > ${FORM}`);
    const all = document.querySelectorAll(FORM);
    const one = open.length === 1 ? open[0] : all.length === 1 ? all[0] : null;
    return one?.closest(PLACE);
  }

  function tooLarge(form, files) {
    return [...files].filter(file => file.size > Number(form.dataset.most)).map(file => file.name);
  }

  /** What is too large is not sent, as the service would hang up on it. */
  function isSendable(form) {
    const large = tooLarge(form, form.elements.files.files);
    const told = form.querySelector('[data-told]');
    told.hidden = large.length === 0;
    told.textContent = large.length === 0 ? '' : said('{0}: must have at most {1}.', large.join(', '), form.dataset.largest);
    return large.length === 0;
  }

  function send(place, files) {
    const form = formOf(place);
    const details = form.closest('details');
    if (details) {
      details.open = true;
    }
    const chosen = new DataTransfer();
    [...files].forEach(file => chosen.items.add(file));
    form.elements.files.files = chosen.files;
    form.requestSubmit();
  }

  document.addEventListener('submit', event => {
    if (event.target.matches(FORM) && !isSendable(event.target)) {
      event.preventDefault();
    }
  });

  document.addEventListener('dragover', event => {
    const place = event.target.closest(PLACE);
    document.querySelectorAll(`${PLACE}.dropping`).forEach(other => other !== place && other.classList.remove('dropping'));
    if (holdsFiles(event.dataTransfer) && formOf(place)) {
      event.preventDefault();
      place.classList.add('dropping');
    }
  });
  document.addEventListener('dragleave', event => {
    if (!event.relatedTarget) {
      document.querySelectorAll(`${PLACE}.dropping`).forEach(place => place.classList.remove('dropping'));
    }
  });
  document.addEventListener('drop', event => {
    const place = event.target.closest(PLACE);
    if (holdsFiles(event.dataTransfer) && formOf(place) && event.dataTransfer.files.length > 0) {
      event.preventDefault();
      place.classList.remove('dropping');
      send(place, event.dataTransfer.files);
    }
  });

  document.addEventListener('paste', event => {
    const files = event.clipboardData?.files ?? [];
    const place = placeOfPaste();
    // Text that comes along, as from an office program, is what is meant where text is typed.
    const typing = event.target.closest?.('textarea, input:not([type=file])') && event.clipboardData.types.includes('text/plain');
    if (files.length > 0 && place && !typing) {
      event.preventDefault();
      send(place, files);
    }
  });

  // What turned out to be damaged is called what it is.
  document.querySelectorAll('.files img').forEach(picture => {
    const call = () => picture.replaceWith(picture.dataset.kind);
    if (picture.complete && picture.naturalWidth === 0) {
      call();
    } else {
      picture.addEventListener('error', call);
    }
  });

  document.querySelectorAll('[data-with-scripts]').forEach(hint => {
    hint.hidden = false;
  });
})();
