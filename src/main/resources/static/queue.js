// Lists of claims by keys: one goes from claim to claim, chooses several, and does something with them. Without it, there are
// links, boxes and a form.
(() => {
  const rows = () => [...document.querySelectorAll('[data-claim]')];
  const bulk = () => document.getElementById('bulk');
  const isTyping = target => target.closest('textarea, select, [contenteditable], input:not([type=checkbox])');
  let at = -1;

  function go(step) {
    const all = rows();
    if (!all.length) {
      return;
    }
    const focused = all.indexOf(document.activeElement?.closest('[data-claim]'));
    at = Math.min(Math.max((focused < 0 ? at : focused) + step, 0), all.length - 1);
    all.forEach((row, i) => row.classList.toggle('at', i === at));
    all[at].querySelector('a.number').focus({ preventScroll: true });
    all[at].scrollIntoView({ block: 'nearest' });
  }

  const here = () => document.activeElement?.closest('[data-claim]') ?? rows()[at];
  const boxes = () => [...document.querySelectorAll('input[name=claim][type=checkbox]')];

  function count() {
    const told = document.getElementById('chosen');
    const chosen = boxes().filter(box => box.checked).length;
    if (told) {
      told.textContent = chosen ? `(${chosen})` : '';
      bulk().classList.toggle('chosen', chosen > 0);
      bulk().querySelector('details').open = chosen > 0;
    }
  }

  function choose(box) {
    if (box) {
      box.checked = !box.checked;
      count();
    }
  }

  /** To what can be done with those chosen; where none is, with the one at the cursor. */
  function act(field) {
    const target = bulk()?.elements[field];
    if (!target) {
      return;
    }
    const box = here()?.querySelector('input[name=claim]');
    if (box && !boxes().some(one => one.checked)) {
      choose(box);
    }
    bulk().querySelector('details').open = true;
    target.focus();
    target.scrollIntoView({ block: 'center' });
  }

  const KEYS = {
    j: [said('the next claim'), () => go(1)],
    k: [said('the one before'), () => go(-1)],
    x: [said('choose it, or not'), () => choose(here()?.querySelector('input[name=claim]'))],
    X: [said('choose all of the page, or none'), () => {
      const all = boxes().every(box => box.checked);
      boxes().forEach(box => { box.checked = !all; });
      count();
    }],
    a: [said('give those chosen to somebody'), () => act('assignee')],
    s: [said('move those chosen to a stage'), () => act('stage')],
    e: [said('edit it'), () => {
      const row = here();
      if (row && bulk()) {
        location.href = row.querySelector('a.number').href + '/edit';
      }
    }],
    '?': [said('these keys'), help]
  };

  function help() {
    const open = document.getElementById('keys');
    if (open) {
      open.close();
      open.remove();
      return;
    }
    const dialog = document.createElement('dialog');
    dialog.id = 'keys';
    dialog.setAttribute('aria-label', said('Keys'));
    const list = document.createElement('dl');
    for (const [key, [what]] of Object.entries(KEYS)) {
      const term = list.appendChild(document.createElement('dt'));
      term.appendChild(document.createElement('kbd')).textContent = key;
      list.appendChild(document.createElement('dd')).textContent = what;
    }
    dialog.append(list);
    dialog.addEventListener('close', () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
  }

  document.addEventListener('keydown', event => {
    if (event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target) || !KEYS[event.key]) {
      return;
    }
    event.preventDefault();
    KEYS[event.key][1]();
  });
  document.addEventListener('change', event => {
    if (event.target.name === 'claim') {
      count();
    }
  });
  document.addEventListener('DOMContentLoaded', count);
})();
