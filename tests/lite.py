"""The notebooks in the browser, for tests: a site that is served, opened, and asked to run code in its Python."""

import functools
import http.server
import os
import shutil
import threading
import time

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ALONE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"  # a route of Playwright's would do without the browser's cache
READY = """() => {
  const widget = window.jupyterapp && jupyterapp.shell.currentWidget;
  const session = widget && widget.sessionContext && widget.sessionContext.session;
  return Boolean(session && session.kernel && session.kernel.status === "idle" && widget.content.widgets && widget.content.widgets.length);
}"""
RUN = """async (codes) => {
  const kernel = jupyterapp.shell.currentWidget.sessionContext.session.kernel;
  const cells = [];
  for (const code of codes) {
    const outputs = [];
    const future = kernel.requestExecute({ code, store_history: true });
    future.onIOPub = (message) => outputs.push({ type: message.header.msg_type, ...message.content });
    await future.done;
    cells.push(outputs.filter((one) => ["stream", "display_data", "execute_result", "error"].includes(one.type)));
  }
  return cells;
}"""


class Quiet(http.server.SimpleHTTPRequestHandler):
    """A handler that prints nothing, and adds up the bytes of the files it has sent."""

    sent = 0

    def copyfile(self, source, outputfile):
        """Send a file."""
        Quiet.sent += os.fstat(source.fileno()).st_size
        super().copyfile(source, outputfile)

    def log_message(self, *_):
        """Say nothing."""


class Lite:
    """A site in a browser that reaches no other host. `others` has the addresses it asked elsewhere."""

    def __init__(self, site, browser, **viewport):
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=site))
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.address = f"http://127.0.0.1:{self.server.server_port}/"
        self.others = []
        self.browser = browser.browser_type.launch(executable_path=CHROMIUM, args=["--no-sandbox", ALONE])
        self.context = self.browser.new_context(viewport=viewport or {"width": 1366, "height": 900}, accept_downloads=True)
        self.context.on("request", lambda asked: asked.url.startswith((self.address, "data:", "blob:")) or self.others.append(asked.url))
        self.page = None

    def open(self, path=""):
        """Open a page of the site in a new tab, and wait until its Python is idle; return the seconds that took."""
        if self.page is not None:
            self.page.close()
        self.page = self.context.new_page()
        began = time.monotonic()
        self.page.goto(self.address + path)
        self.page.wait_for_function(READY, timeout=180_000)
        return time.monotonic() - began

    def run(self, *codes):
        """Run cells of code, each to its end, in the Python of the open notebook; return the outputs of each."""
        self.page.set_default_timeout(240_000)
        return self.page.evaluate(RUN, list(codes))

    def text(self, code):
        """Run a cell and return what it printed."""
        (outputs,) = self.run(code)
        wrong = [f"{one['ename']}: {one['evalue']}" for one in outputs if one["type"] == "error"]
        assert not wrong, wrong
        return "".join(one["text"] for one in outputs if one["type"] == "stream")

    def kept(self):
        """Wait until the service worker has all that a visit without network needs."""
        self.page.wait_for_function("() => document.documentElement.dataset.kept", timeout=120_000)

    def stop(self):
        """End the server: what is asked from now on finds no network."""
        self.server.shutdown()
        self.server.server_close()

    def close(self):
        """Close the browser."""
        self.browser.close()
