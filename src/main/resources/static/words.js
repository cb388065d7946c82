// What scripts say, in the language of the page: it tells what it has been translated to, and all else is said in English.
(() => {
  const words = JSON.parse(document.querySelector('meta[name="words"]')?.content ?? '{}');

  /** @param english with {0}, {1} … where the values go */
  window.said = (english, ...values) => (words[english] ?? english).replace(/\{([0-9])\}/g, (place, at) => values[at]);
})();
