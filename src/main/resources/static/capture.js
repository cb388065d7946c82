// The bookmarklet: runs on a page of somebody else, and opens a page of ours with what that one says behind the #, which is
// sent to no server.
function bring(site) {
  const text = String(getSelection()).trim() || document.body.innerText;
  const wanted = 'meta[name],meta[property],link[rel=canonical],script[type="application/ld+json"]';
  let head = '';
  for (const one of document.querySelectorAll(wanted)) {
    if (head.length + one.outerHTML.length < 60000) {
      head += one.outerHTML;
    }
  }
  const html = document.createElement('html');
  html.lang = document.documentElement.lang;
  const brought = {
    url: location.href,
    title: document.title,
    head: html.outerHTML.replace('</html>', '<head>' + head + '</head></html>'),
    text: text,
  };
  let data = encodeURIComponent(JSON.stringify(brought));
  // Browsers open no longer addresses.
  while (data.length > 1000000) {
    brought.text = brought.text.slice(0, Math.floor(brought.text.length * 0.9));
    brought.cut = text.length;
    data = encodeURIComponent(JSON.stringify(brought));
  }
  open(site + '#' + data, '_blank', 'noopener');
}

for (const section of document.querySelectorAll('[data-bookmarklet]')) {
  const target = new URL('/articles/capture/from-page', location.href).href;
  const link = section.querySelector('a');
  link.href = 'javascript:' + encodeURIComponent('(' + bring + ')(' + JSON.stringify(target) + ')');
  // It is to be dragged: here there is nothing to bring.
  link.addEventListener('click', event => event.preventDefault());
  section.hidden = false;
}

const form = document.querySelector('form[data-from-page]');
if (form && location.hash.length > 1) {
  const told = form.querySelector('[data-told]');
  try {
    const brought = JSON.parse(decodeURIComponent(location.hash.slice(1)));
    for (const name of ['url', 'title', 'head', 'text']) {
      form.elements['/' + name].value = typeof brought[name] === 'string' ? brought[name] : '';
    }
    told.textContent = brought.cut
      ? said('The text is too long to be brought along: of its {0} characters only the beginning is here. Select a part of it, or send the page as a file.', brought.cut)
      : said('This was brought from the page that you came from. Look at the text: what is not of the article can go.');
  } catch (e) {
    told.textContent = said('What was brought cannot be read. Copy the text of the page, and paste it here.');
  }
  told.hidden = false;
  // What it says stays in no history of the browser.
  history.replaceState(null, '', location.pathname);
}
