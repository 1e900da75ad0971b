// Keeps a page as its sources are: asks to be told of changes, and holds its own state against what comes.
(() => {
  const script = document.currentScript;
  const here = JSON.parse(script.dataset.state);
  const host = document.getElementById("press-preview");
  const links = () => [...document.querySelectorAll('link[rel="stylesheet"]:not([href*="/.preview/"]):not([data-old])')];
  let stream = null;

  function follow(now) {
    if (now.goes) {
      location.replace(now.goes + location.hash);
    } else if (now.page !== here.page) {
      location.reload();
    } else {
      if (now.styles.join() !== here.styles.join()) restyle(now.styles);
      if (now.panel !== here.panel && host.shadowRoot) host.shadowRoot.innerHTML = now.panel;
      Object.assign(here, now);
    }
  }

  // The old sheet goes when the new one has come, so that the page is never without.
  function restyle(addresses) {
    links().forEach((old, place) => {
      if (!addresses[place]) return;
      const fresh = old.cloneNode();
      old.dataset.old = "";
      fresh.href = addresses[place];
      fresh.addEventListener("load", () => old.remove());
      fresh.addEventListener("error", () => old.remove());
      old.after(fresh);
    });
  }

  function listen() {
    if (stream || document.visibilityState === "hidden") return;
    stream = new EventSource("/.preview/changes?at=" + encodeURIComponent(location.pathname));
    stream.onopen = () => host.removeAttribute("data-lost");
    stream.onmessage = (message) => follow(JSON.parse(message.data));
    stream.onerror = () => {
      host.setAttribute("data-lost", "");
      if (stream && stream.readyState === EventSource.CLOSED) {
        rest();
        setTimeout(listen, 1000);
      }
    };
  }

  function rest() {
    if (stream) stream.close();
    stream = null;
  }

  // Six streams are all that a browser opens to one host: a page that nobody sees gives its own up.
  document.addEventListener("visibilitychange", () => (document.visibilityState === "hidden" ? rest() : listen()));
  addEventListener("pagehide", rest);
  addEventListener("pageshow", listen);
  listen();
})();
