// Sends a chosen file as it is, however long, and shows how far that is.
document.addEventListener('submit', event => {
  const form = event.target.closest('form[data-file]');
  if (!form) {
    return;
  }
  event.preventDefault();
  const file = form.querySelector('input[type=file]').files[0];
  const told = form.querySelector('[role=status]');
  const bar = form.querySelector('progress');
  const button = form.querySelector('button');
  if (!file) {
    told.textContent = said('Choose a file first.');
    return;
  }
  button.disabled = true;
  bar.hidden = false;
  told.textContent = said('Sending {0}…', file.name);
  const request = new XMLHttpRequest();
  request.open('POST', form.action + '?name=' + encodeURIComponent(file.name));
  request.setRequestHeader('Content-Type', 'application/octet-stream');
  request.setRequestHeader('X-XSRF-TOKEN', form.querySelector('input[name=_csrf]').value);
  request.upload.addEventListener('progress', sent => {
    bar.max = sent.total;
    bar.value = sent.loaded;
  });
  const fail = why => {
    told.textContent = why;
    button.disabled = false;
    bar.hidden = true;
  };
  request.addEventListener('load', () => {
    if (request.status === 201) {
      location.assign(request.getResponseHeader('Location'));
    } else {
      fail(request.status === 400 ? request.responseText : said('It was not taken ({0}). Load this page again, and try once more.', request.status));
    }
  });
  request.addEventListener('error', () => fail(said('The connection broke. Nothing was kept: send it again.')));
  request.send(file);
});
for (const form of document.querySelectorAll('form[data-file]')) {
  form.hidden = false;
}
