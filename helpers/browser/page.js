// Keeps the service worker, and tells it what to keep for a visit without network, once Python has started or a minute has gone.
(() => {
  // At a second visit JupyterLite unregisters the worker, of which it has noted no version, and cannot bring it back where there is no
  // network. There is no need to: a new build is a new worker, which browsers tell from the old one themselves.
  if (window.ServiceWorkerRegistration) ServiceWorkerRegistration.prototype.unregister = async () => false;
  // On a narrow screen the mark of trust is cut, and lies upon the menu.
  const style = document.createElement("style");
  style.textContent = "@media (max-width: 700px) { .jp-NotebookTrustedStatus { display: none; } }";
  document.head.append(style);
  performance.setResourceTimingBufferSize(2000);
  const began = Date.now();
  const timer = setInterval(async () => {
    const names = performance.getEntriesByType("resource").map((entry) => entry.name);
    const app = window.jupyterapp;
    const idle = app && [...app.serviceManager.sessions.running()].some((session) => session.kernel && session.kernel.execution_state !== "starting" && session.kernel.execution_state !== "unknown");
    if (!navigator.serviceWorker || !navigator.serviceWorker.controller || !(idle || Date.now() - began > 60000)) return;
    clearInterval(timer);
    navigator.serviceWorker.addEventListener("message", (event) => {
      if (event.data && event.data.kept) document.documentElement.dataset.kept = event.data.kept;
    });
    navigator.serviceWorker.controller.postMessage({ keep: [location.href, ...names] });
  }, 2000);
})();
