// What is typed into a form is not lost: neither while a row is added, nor with a session that ended, nor with the page.
// It is kept in this tab of the browser until it is saved.
(() => {
  const KEPT = 'claimtrail form ';
  /** What belongs to a page as it was shown, and not to what was typed. */
  const OF_PAGE = ['_csrf', 'press'];

  const here = () => location.pathname;
  const form = () => document.querySelector('form#form[hx-target="#form"]');
  const isSignIn = () => location.pathname.endsWith('/sign-in');

  function fields() {
    const typed = new URLSearchParams(new FormData(form()));
    OF_PAGE.forEach(name => typed.delete(name));
    return typed;
  }

  function kept() {
    return Object.keys(sessionStorage).filter(key => key.startsWith(KEPT))
      .map(key => ({ key, ...JSON.parse(sessionStorage.getItem(key)) }));
  }

  function keep(more) {
    try {
      const about = { page: here(), address: here() + location.search, title: document.title };
      sessionStorage.setItem(KEPT + here(), JSON.stringify({ ...about, typed: fields().toString(), ...more }));
    } catch {
      // A browser that keeps nothing.
    }
  }

  // ---- While a row is added or removed, one types on.

  let sent = null;

  document.addEventListener('htmx:beforeRequest', event => {
    if (form()?.contains(event.detail.elt) && event.detail.requestConfig.verb === 'post') {
      sent = { typed: fields(), removed: event.detail.elt.name === 'remove-row' ? event.detail.elt.value : null };
    }
  });
  document.addEventListener('htmx:beforeSwap', event => {
    if (!sent || event.detail.target !== form()) {
      return;
    }
    if (!event.detail.shouldSwap) {
      sent = null;
      return;
    }
    // Rows behind one that is removed move up.
    const list = sent.removed?.replace(/[0-9]+$/, '');
    const later = [...fields()].filter(([name, value]) =>
      sent.typed.get(name) !== value && !(list && name.startsWith(list)));
    sent = null;
    document.addEventListener('htmx:afterSwap', () => {
      for (const [name, value] of later) {
        const field = form()?.elements[name];
        if (field && 'value' in field && field.type !== 'hidden') {
          field.value = value;
        }
      }
    }, { once: true });
  });

  // ---- What was chosen while choices were counted stays chosen.

  document.addEventListener('htmx:beforeSwap', event => {
    const counted = event.detail.target;
    if (!event.detail.shouldSwap || !counted.matches('.drop .choices, .drop .field')) {
      return;
    }
    const chosen = [...counted.querySelectorAll('input, select')].map(({ id, checked, value }) => ({ id, checked, value }));
    document.addEventListener('htmx:afterSwap', () => chosen.forEach(({ id, checked, value }) => {
      const field = document.getElementById(id);
      if (field?.type === 'checkbox') {
        field.checked = checked;
      } else if (field) {
        field.value = value;
      }
    }), { once: true });
  });

  // ---- What was typed and not saved.

  document.addEventListener('input', event => {
    if (form()?.contains(event.target)) {
      keep({ sent: false });
    }
  });
  document.addEventListener('submit', event => {
    if (event.target === form()) {
      keep({ sent: true });
    }
  });

  function notice(text, acts) {
    const place = document.createElement('div');
    place.className = 'notice unsaved';
    place.setAttribute('role', 'status');
    const line = document.createElement('p');
    line.append(text + ' ');
    for (const act of acts) {
      line.append(act, ' ');
    }
    place.append(line);
    document.querySelector('main h1')?.after(place);
    return place;
  }

  function button(label, press) {
    const made = Object.assign(document.createElement('button'), { type: 'button', textContent: label, className: 'plain' });
    made.addEventListener('click', press);
    return made;
  }

  function putBack(one) {
    const values = Object.fromEntries(new URLSearchParams(one.typed));
    for (const name of OF_PAGE) {
      values[name] = form().elements[name]?.value ?? '';
    }
    htmx.ajax('POST', form().action, { target: '#form', select: '#form', swap: 'outerHTML', values: { ...values, again: 'true' } });
  }

  for (const one of kept()) {
    const forget = () => sessionStorage.removeItem(one.key);
    const note = more => sessionStorage.setItem(one.key, JSON.stringify({ ...one, key: undefined, ...more }));
    const onItsPage = one.page === here() && form();
    if (isSignIn()) {
      // It was sent while nobody was signed in.
      note({ sent: false, lost: one.lost || one.sent });
    } else if (onItsPage && one.sent) {
      // It is shown again with what is wrong, and with all that was typed.
      note({ sent: false });
    } else if (onItsPage && fields().toString() !== one.typed) {
      const place = notice(said('What you typed here before was not saved.'), [
        button(said('Put it back'), () => { place.remove(); putBack(one); }),
        button(said('Forget it'), () => { place.remove(); forget(); }),
      ]);
    } else if (one.sent && one.page !== here()) {
      // It led on: it is saved.
      forget();
    } else if (one.lost || one.sent) {
      note({ sent: false, lost: true });
      const place = notice(said('What you typed was not saved:'), [
        Object.assign(document.createElement('a'), { href: one.address, textContent: one.title.replace(/ – Claimtrail$/, '') }),
        button(said('Forget it'), () => { place.remove(); forget(); }),
      ]);
    }
  }
})();
