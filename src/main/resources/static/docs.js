"use strict";

// Shows the contract. Everything comes from this very service: no fonts, validators or scripts from elsewhere.
(() => {
  const place = document.getElementById("docs");

  // The renderer has a dark look of its own, which it puts on by this class.
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const follow = () => document.documentElement.classList.toggle("dark-mode", dark.matches);
  dark.addEventListener("change", follow);
  follow();

  SwaggerUIBundle({
    url: place.dataset.contract,
    domNode: place,
    presets: [SwaggerUIBundle.presets.apis],
    layout: "BaseLayout",
    validatorUrl: null,
    deepLinking: true,
    docExpansion: "list",
    defaultModelsExpandDepth: 0,
    displayRequestDuration: true,
    filter: true,
  });
})();
