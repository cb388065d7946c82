// The reading room: a cursor over the sentences of a text, the card of the passage that is chosen, drafts that outlive the
// page, and what others take meanwhile. Without it, each paragraph has a link that opens its card.
(() => {
  const PAUSE_OF_DRAFTS = 700;
  const PAUSE_OF_LOOKS = 10000;

  const room = () => document.getElementById('room');
  const text = () => document.getElementById('text');
  const form = () => document.querySelector('#card form');
  const sentences = () => [...text().querySelectorAll('.sentence')];
  const mayEdit = room().dataset.edits === 'true';

  // ---- The cursor: from one sentence to another, by their places in the text.

  let anchor = null;
  let head = null;

  function show(focus) {
    const all = sentences();
    const [first, last] = [Math.min(anchor, head), Math.max(anchor, head)];
    all.forEach((sentence, i) => sentence.classList.toggle('at', anchor !== null && i >= first && i <= last));
    if (focus && all[head]) {
      all[head].tabIndex = -1;
      all[head].focus({ preventScroll: true });
      all[head].scrollIntoView({ block: 'nearest' });
    }
  }

  function move(step, extend) {
    const all = sentences();
    if (!all.length) {
      return;
    }
    head = head === null ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(head + step, 0), all.length - 1);
    if (!extend || anchor === null) {
      anchor = head;
    }
    getSelection().removeAllRanges();
    show(true);
  }

  /** To the first sentence that ends behind a place: where one goes on after a claim was recorded. */
  function goOn(from) {
    const next = sentences().findIndex(sentence => Number(sentence.dataset.from) >= from);
    anchor = head = next < 0 ? null : next;
    show(true);
  }

  /** The passage that is chosen, as places in the text: what is selected, or the sentences at the cursor. */
  function chosen() {
    const selection = getSelection();
    if (selection.rangeCount && !selection.isCollapsed) {
      const range = selection.getRangeAt(0);
      const pieces = [...text().querySelectorAll('[data-at]')].filter(piece => range.intersectsNode(piece));
      if (pieces.length) {
        const first = pieces[0];
        const last = pieces[pieces.length - 1];
        const from = Number(first.dataset.at) + (first.contains(range.startContainer) ? range.startOffset : 0);
        const to = Number(last.dataset.at) + (last.contains(range.endContainer) ? range.endOffset : last.textContent.length);
        if (to > from) {
          return [from, to];
        }
      }
    }
    const all = sentences();
    return anchor === null ? null : [
      Number(all[Math.min(anchor, head)].dataset.from),
      Number(all[Math.max(anchor, head)].dataset.to)];
  }

  // ---- The card.

  function openCard(passage) {
    const version = text().dataset.version;
    return htmx.ajax('GET', `${room().dataset.room}?version=${version}&from=${passage[0]}&to=${passage[1]}`,
      { target: '#card', swap: 'outerHTML' }).then(() => form()?.elements['/text']?.focus());
  }

  function take() {
    const passage = chosen();
    if (passage && mayEdit) {
      getSelection().removeAllRanges();
      openCard(passage);
    }
  }

  function say(speaker) {
    // A card that has just come does not look up names yet.
    if (document.querySelector('.htmx-settling:has(#card), #card.htmx-settling, #card .htmx-settling')) {
      document.addEventListener('htmx:afterSettle', () => say(speaker), { once: true });
      return;
    }
    const name = form()?.elements['/appearances/0/attribution/0/sources/0/name'];
    if (name) {
      name.value = speaker;
      name.dispatchEvent(new Event('input', { bubbles: true }));
      name.focus();
    }
  }

  /** Whether a name is one that is recorded: of one that is not, the kind is asked. */
  function tellNew(field) {
    const pair = field.closest('.pair');
    if (!pair || !field.list) {
      return;
    }
    const typed = field.value.trim().toLowerCase();
    const known = typed === '' || [...field.list.options].some(option => option.value.toLowerCase() === typed);
    pair.classList.toggle('known', known);
  }

  function prepareCard() {
    if (!form()) {
      return;
    }
    for (const pair of form().querySelectorAll('.pair')) {
      const field = pair.querySelector('input[list]');
      const was = pair.querySelector('input[type=hidden]');
      pair.classList.toggle('known', Boolean(was) || field.value.trim() === '');
    }
  }

  // ---- Proposals: one of them is the one that keys act on.

  function goToProposal(step) {
    const all = [...document.querySelectorAll('[data-proposal]')];
    if (!all.length) {
      return;
    }
    const now = all.indexOf(document.activeElement.closest('[data-proposal]'));
    const next = all[(now + step + all.length) % all.length];
    const first = sentences().findIndex(sentence => Number(sentence.dataset.to) > Number(next.dataset.from));
    const last = sentences().findIndex(sentence => Number(sentence.dataset.to) >= Number(next.dataset.to));
    anchor = first < 0 ? null : first;
    head = last < 0 ? anchor : last;
    show(true);
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: 'nearest' });
  }

  function decide(how) {
    const proposal = document.activeElement.closest('[data-proposal]');
    if (!proposal) {
      return;
    }
    if (how === 'edit') {
      const asked = new URL(proposal.querySelector('a').href).search;
      htmx.ajax('GET', room().dataset.room + asked, { target: '#card', swap: 'outerHTML' })
        .then(() => form()?.elements['/text']?.focus());
    } else {
      proposal.querySelector(`button[value=${how === 'take'}]`).click();
    }
  }

  // ---- Drafts: in the browser at once, at the service a moment later.

  const keptHere = () => 'claimtrail draft ' + room().dataset.draft;

  function fields() {
    const typed = new URLSearchParams(new FormData(form()));
    for (const name of [...typed.keys()].filter(name => !name.startsWith('/') && !['from', 'in-version', 'proposal'].includes(name))) {
      typed.delete(name);
    }
    return typed;
  }

  function token() {
    return document.querySelector('input[name=_csrf]')?.value ?? '';
  }

  function send(typed) {
    const body = new URLSearchParams(typed);
    body.set('_csrf', token());
    return fetch(room().dataset.room + '/draft', { method: 'POST', body, redirect: 'manual', keepalive: true })
      .then(answer => {
        if (answer.type === 'opaqueredirect' || answer.status === 401 || answer.status === 403) {
          tellSignedOut();
        } else if (!answer.ok) {
          tell(said('The service did not keep what you typed ({0}). It is kept in this browser.', answer.status));
        } else {
          tell('');
          if (here()?.typed === typed) {
            keepHere(typed, true);
          }
        }
      }, () => tell(said('The service does not answer. What you type is kept in this browser.')));
  }

  let pause = null;
  let underWay = Promise.resolve();

  function keepHere(typed, sent) {
    try {
      localStorage.setItem(keptHere(), JSON.stringify({ at: Date.now(), typed, sent }));
    } catch {
      // A browser that keeps nothing: the service does.
    }
  }

  function here() {
    try {
      return JSON.parse(localStorage.getItem(keptHere()));
    } catch {
      return null;
    }
  }

  function keepDraft() {
    const typed = fields().toString();
    keepHere(typed, false);
    clearTimeout(pause);
    pause = setTimeout(() => { underWay = send(typed); }, PAUSE_OF_DRAFTS);
  }

  function forgetDraft() {
    clearTimeout(pause);
    pause = null;
    localStorage.removeItem(keptHere());
  }

  /** What only this browser has, as it was typed when the service was away or nobody was signed in. */
  function bringBack() {
    const kept = here();
    const atService = Date.parse(document.getElementById('card').dataset.kept ?? '') || 0;
    if (kept && !kept.sent && mayEdit && kept.at > atService && !new URLSearchParams(location.search).has('from')) {
      send(kept.typed).then(() => htmx.ajax('GET', room().dataset.room, { target: '#card', swap: 'outerHTML' }));
    }
  }

  function tell(what, wayOut) {
    const place = document.getElementById('connection');
    if (place.dataset.told === what) {
      return;
    }
    place.dataset.told = what;
    place.replaceChildren();
    if (what) {
      const line = document.createElement('p');
      line.className = 'fault';
      line.append(what + ' ');
      if (wayOut) {
        const link = document.createElement('a');
        link.href = room().dataset.room;
        link.textContent = wayOut;
        line.append(link);
      }
      place.append(line);
    }
  }

  function tellSignedOut() {
    tell(said('You are signed out. What you typed is kept here.'), said('Sign in again'));
  }

  // ---- What others take meanwhile.

  function lookAgain() {
    if (document.hidden) {
      return;
    }
    fetch(`${room().dataset.room}/taken?version=${text().dataset.version}`, { redirect: 'manual' })
      .then(answer => (answer.ok ? answer.text() : null))
      .then(page => {
        if (!page) {
          return;
        }
        const now = new DOMParser().parseFromString(page, 'text/html');
        replace('taken', now);
        // Not under the hands of whoever is selecting.
        if (getSelection().isCollapsed) {
          replace('text', now);
          show(false);
        }
      }, () => {});
  }

  function replace(id, now) {
    const old = document.getElementById(id);
    const fresh = now.getElementById(id);
    if (fresh && old.innerHTML !== fresh.innerHTML && !old.contains(document.activeElement)) {
      old.replaceWith(document.adoptNode(fresh));
      htmx.process(document.getElementById(id));
    }
  }

  // ---- Keys.

  document.addEventListener('keydown', event => {
    if (event.isComposing) {
      return;
    }
    if ((event.ctrlKey || event.metaKey) && event.key === 'Enter' && form()) {
      event.preventDefault();
      form().requestSubmit(form().querySelector('button[name=save]'));
      return;
    }
    if (event.altKey && !event.ctrlKey && form()) {
      const digit = /^Digit([1-9])$/.exec(event.code);
      const button = digit
        ? form().querySelectorAll('[data-speaker]')[Number(digit[1]) - 1]
        : /^Key[A-Z]$/.test(event.code) && form().querySelector(`[data-key=${event.code.slice(3).toLowerCase()}]`);
      if (button) {
        event.preventDefault();
        button.click();
      }
      return;
    }
    if (event.key === 'Escape') {
      if (form()?.contains(document.activeElement)) {
        event.preventDefault();
        show(true);
        if (head === null) {
          document.activeElement.blur();
        }
      }
      return;
    }
    if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest('input, textarea, select')) {
      return;
    }
    const act = {
      j: () => move(1, false),
      k: () => move(-1, false),
      J: () => move(1, true),
      K: () => move(-1, true),
      c: take,
      p: () => goToProposal(1),
      o: () => goToProposal(-1),
      a: () => decide('take'),
      e: () => decide('edit'),
      x: () => decide('leave'),
      '?': () => { document.getElementById('keys').open = true; document.getElementById('keys').scrollIntoView({ block: 'nearest' }); },
    }[event.key];
    if (act) {
      event.preventDefault();
      act();
    }
  });

  // ---- By mouse.

  document.addEventListener('click', event => {
    const chip = event.target.closest('[data-speaker]');
    if (chip) {
      say(chip.dataset.speaker);
      return;
    }
    if (event.target.closest('#take-selected')) {
      take();
      return;
    }
    if (event.target.closest('[data-discard]')) {
      forgetDraft();
      return;
    }
    const link = event.target.closest('a.take');
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      const asked = new URL(link.href).searchParams;
      openCard([asked.get('from'), asked.get('to')]);
      return;
    }
    const sentence = event.target.closest('.sentence');
    if (sentence && getSelection().isCollapsed && !event.target.closest('a')) {
      anchor = head = sentences().indexOf(sentence);
      show(false);
    }
  });

  /** A button at what is selected. */
  document.addEventListener('selectionchange', () => {
    const selection = getSelection();
    const button = document.getElementById('take-selected') ?? Object.assign(document.createElement('button'),
      { id: 'take-selected', type: 'button', textContent: said('Take a claim (c)') });
    const wanted = mayEdit && selection.rangeCount && !selection.isCollapsed && text().contains(selection.anchorNode);
    if (!wanted) {
      button.remove();
      return;
    }
    const place = selection.getRangeAt(0).getBoundingClientRect();
    document.body.append(button);
    button.style.insetBlockStart = `${window.scrollY + place.bottom + 6}px`;
    button.style.insetInlineStart = `${Math.max(8, Math.min(place.left, window.innerWidth - 160))}px`;
  });
  document.addEventListener('mousedown', event => {
    if (event.target.closest('#take-selected')) {
      // What is selected stays so.
      event.preventDefault();
    }
  });

  /** A mark and its claim tell which belongs to which. */
  for (const [kind, lit] of [['mouseover', true], ['mouseout', false], ['focusin', true], ['focusout', false]]) {
    document.addEventListener(kind, event => {
      const over = event.target.closest?.('[data-claims]');
      if (over) {
        const numbers = over.dataset.claims.split(' ');
        for (const one of room().querySelectorAll('[data-claims]')) {
          one.classList.toggle('lit', lit && one.dataset.claims.split(' ').some(number => numbers.includes(number)));
        }
      }
    });
  }

  // ---- The card while it is filled in.

  document.addEventListener('focusin', event => {
    if (event.target.closest('.suggested') && event.target.matches('input, textarea')) {
      event.target.select();
    }
  });
  document.addEventListener('input', event => {
    if (event.target.closest('#card')) {
      event.target.closest('.suggested')?.classList.remove('suggested');
      tellNew(event.target);
      keepDraft();
    }
  });
  document.addEventListener('htmx:afterSettle', event => {
    const list = event.target.closest?.('datalist');
    const field = list && document.querySelector(`#card input[list="${CSS.escape(list.id)}"]`);
    if (field) {
      tellNew(field);
    }
  });
  /** At once, so that no key comes in between. */
  document.addEventListener('htmx:afterSwap', event => {
    if (event.target.id === 'card' || event.target.id === 'room') {
      prepareCard();
    }
    if (event.target.id === 'room') {
      if (room().dataset.after) {
        forgetDraft();
        goOn(Number(room().dataset.after));
      } else {
        (form()?.querySelector('[aria-invalid=true]') ?? form()?.querySelector('.fault a'))?.focus();
      }
    }
  });

  /** No draft comes in behind what records it, or it would be there again. */
  document.addEventListener('htmx:confirm', event => {
    if (event.target.closest('#card form') && event.detail.verb === 'post') {
      event.preventDefault();
      clearTimeout(pause);
      underWay.finally(() => event.detail.issueRequest(true));
    }
  });

  /** Faults come with the card; whoever was signed out gets told so, with all that was typed still there. */
  document.addEventListener('htmx:beforeSwap', event => {
    if ([400, 409, 412].includes(event.detail.xhr.status)) {
      event.detail.shouldSwap = true;
      event.detail.isError = false;
    }
  });
  document.addEventListener('htmx:sendError', () => tell(said('The service does not answer. What you typed is kept in this browser.')));
  document.addEventListener('htmx:responseError', event => {
    const status = event.detail.xhr.status;
    if (status === 401 || status === 403) {
      tellSignedOut();
    } else {
      tell(said('It was not taken ({0}). What you typed is kept.', status));
    }
  });

  document.documentElement.classList.add('scripted');
  prepareCard();
  if (room().dataset.after) {
    forgetDraft();
    goOn(Number(room().dataset.after));
  }
  bringBack();
  setInterval(lookAgain, PAUSE_OF_LOOKS);
})();
