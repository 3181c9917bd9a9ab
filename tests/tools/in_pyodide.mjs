// Runs a script of this kit in Pyodide, in node: the Python that browsers have, without a browser.
//
//     node tests/tools/in_pyodide.mjs --pyodide DIR [--wheels DIR] [--packages a,b,…] SCRIPT.py [argument …]
//     node tests/tools/in_pyodide.mjs --pyodide DIR [--wheels DIR] -m pytest tests/test_tokens.py
//
// `--pyodide` is the folder of Pyodide 0.27.7 (pyodide.mjs, its lock file and wheels). Packages that its lock file does not have come
// from `--wheels`, a folder of wheels; a wheel there goes before one of the lock file. The kit lies at /kit, the files of this machine at /host.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const KIT = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const KEPT = ["helpers", "corpus", "notebooks", "tests", "pyproject.toml", "requirements.txt", "README.md"];
// What the helpers import as they are imported; all else is loaded where it is used.
const LIGHT = ["numpy", "pandas", "matplotlib", "pyarrow", "ipython", "ipywidgets", "anywidget", "tqdm"];

function options(given) {
  const chosen = { packages: LIGHT.join(",") };
  while (given[0]?.startsWith("--")) chosen[given.shift().slice(2)] = given.shift();
  if (!chosen.pyodide || !given.length) {
    console.error("usage: node in_pyodide.mjs --pyodide DIR [--wheels DIR] [--packages a,b] (SCRIPT.py | -m MODULE) [argument …]");
    process.exit(2);
  }
  return { ...chosen, command: given };
}

function copied(FS, from, to) {
  FS.mkdirTree(to);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    if (["__pycache__", ".cache"].includes(entry.name)) continue;
    const there = `${to}/${entry.name}`;
    if (entry.isDirectory()) copied(FS, join(from, entry.name), there);
    else FS.writeFile(there, readFileSync(join(from, entry.name)));
  }
}

const bare = (name) => name.toLowerCase().replace(/[-_.]+/g, "-");

async function loaded(pyodide, packages, wheels) {
  const here = wheels ? readdirSync(wheels).filter((file) => file.endsWith(".whl")) : [];
  const file = new Map(here.map((name) => [bare(name.split("-")[0]), resolve(wheels, name)]));
  const lock = JSON.parse(readFileSync(join(resolve(chosen.pyodide), "pyodide-lock.json"))).packages;
  const wanted = new Map();
  const want = (name) => {
    if (wanted.has(name)) return;
    wanted.set(name, file.get(name) ?? name);
    for (const needed of MORE[name] ?? lock[name]?.depends ?? []) want(bare(needed));
  };
  packages.forEach((name) => want(bare(name)));
  await pyodide.loadPackage([...wanted.values()], { messageCallback: () => {} });
}

// What packages of the folder of wheels need, for their wheels are not asked.
const MORE = {
  pandas: ["numpy", "python-dateutil", "tzdata"],
  ipywidgets: ["comm", "ipython", "traitlets", "jupyterlab-widgets"],
  anywidget: ["ipywidgets", "psygnal", "typing-extensions"],
  pytest: ["iniconfig", "pluggy", "packaging", "pygments"],
  hypothesis: ["sortedcontainers"],
  openpyxl: ["et-xmlfile"],
};

const chosen = options(process.argv.slice(2));
const { loadPyodide } = await import(pathToFileURL(join(resolve(chosen.pyodide), "pyodide.mjs")));
const pyodide = await loadPyodide({ indexURL: resolve(chosen.pyodide) + "/", env: { HOME: "/home/pyodide", MPLBACKEND: "agg", ...TOLD() } });
await loaded(pyodide, chosen.packages.split(","), chosen.wheels);
for (const name of KEPT) {
  const from = join(KIT, name);
  if (!existsSync(from)) continue;
  if (name.includes(".")) pyodide.FS.writeFile(`/kit/${name}`, readFileSync(from));
  else copied(pyodide.FS, from, `/kit/${name}`);
}
pyodide.FS.mkdirTree("/host");
pyodide.FS.mount(pyodide.FS.filesystems.NODEFS, { root: "/" }, "/host");
pyodide.globals.set("COMMAND", pyodide.toPy(chosen.command));
try {
  process.exitCode = await pyodide.runPythonAsync(readFileSync(join(KIT, "tests/tools/in_pyodide.py"), "utf8"));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

// A browser's request that is waited for, for files of this machine: how the kit fetches what it needs only now.
globalThis.location ??= { href: pathToFileURL(resolve(chosen.pyodide) + "/").href };
globalThis.XMLHttpRequest ??= class {
  open(method, address) {
    this.file = fileURLToPath(address);
  }
  send() {
    this.status = existsSync(this.file) ? 200 : 404;
    if (this.status === 200) this.response = new Uint8Array(readFileSync(this.file)).buffer;
  }
};

function TOLD() {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => /^(STATEMENTS|KIT)_/.test(name)));
}
