// Before JupyterLite's own service worker: files of this build are kept as they come, so that the next visit needs no network.
// BUILD is the build's name; PACKED maps what is there deflated too, as NAME.z, to its type; AT_START lists what a first visit keeps.
const KEPT = `statements-${BUILD}`;
const home = new URL("./", self.location.href).href;
const changing = (path) => path === "" || /\.html$|\.json$|\.webmanifest$|^files\//.test(path);
let filling = null;

function pathOf(request) {
  const url = new URL(request.url);
  const own = request.method === "GET" && url.href.startsWith(home) && !url.pathname.includes("/api/drive") && !url.pathname.includes("/api/stdin");
  return own && !url.pathname.endsWith("service-worker-heartbeat") ? decodeURI(url.origin + url.pathname).slice(home.length) : null;
}

async function fetched(path, options) {
  const type = PACKED[path];
  if (type) {
    const packed = await fetch(`${home}${encodeURI(path)}.z`, options).catch(() => null);
    if (packed && packed.ok) {
      const body = packed.body.pipeThrough(new DecompressionStream("deflate"));
      return new Response(body, { headers: { "Content-Type": type } });
    }
  }
  return fetch(home + encodeURI(path), options);
}

async function keep(cache, path, options) {
  const response = await fetched(path, options);
  if (response.ok) await cache.put(home + encodeURI(path), response.clone());
  return response;
}

async function answer(path) {
  const cache = await caches.open(KEPT);
  const known = () => cache.match(home + encodeURI(path));
  if (changing(path)) {
    try {
      return await keep(cache, path, { cache: "no-cache" });
    } catch {
      return (await known()) || Response.error();
    }
  }
  return (await known()) || keep(cache, path);
}

async function fill(paths) {
  const cache = await caches.open(KEPT);
  for (const path of paths) {
    if (!(await cache.match(home + encodeURI(path)))) await keep(cache, path).catch(() => null);
  }
}

self.addEventListener("activate", (event) => {
  const old = caches.keys().then((names) => names.filter((name) => name.startsWith("statements-") && name !== KEPT));
  event.waitUntil(old.then((names) => Promise.all(names.map((name) => caches.delete(name)))));
});

self.addEventListener("fetch", (event) => {
  const path = pathOf(event.request);
  if (path === null) return;
  event.stopImmediatePropagation();
  event.respondWith(answer(path));
});

// The page tells what it had loaded before there was a service worker; by then Python has started, and the network is free.
self.addEventListener("message", (event) => {
  if (!event.data || !event.data.keep) return;
  const paths = event.data.keep.filter((url) => url.startsWith(home)).map((url) => decodeURI(url.split(/[?#]/)[0]).slice(home.length));
  filling ??= fill([...paths.filter((path) => !path.includes("api/drive") && !path.endsWith("heartbeat")), ...AT_START]);
  event.waitUntil(filling.then(() => event.source && event.source.postMessage({ kept: BUILD })));
});
