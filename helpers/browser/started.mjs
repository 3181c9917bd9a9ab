// Starts a site's Python in node as the page does, runs the cells of a notebook, and writes what it has imported as bytecode.
//
//     node started.mjs FOLDER PACKAGES NOTEBOOK TO
//
// FOLDER has Pyodide and its packages, PACKAGES names some of them as JSON, TO is the zip file to write.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const [folder, packages, notebook, to] = process.argv.slice(2);
globalThis.location ??= { href: pathToFileURL(folder + "/").href };
const { loadPyodide } = createRequire(import.meta.url)(join(folder, "pyodide.js"));
const pyodide = await loadPyodide({ indexURL: folder + "/", env: { HOME: "/home/pyodide" } });
await pyodide.loadPackage(JSON.parse(packages), { messageCallback: () => {} });
const cells = JSON.parse(readFileSync(notebook, "utf8")).cells.filter((cell) => cell.cell_type === "code");
pyodide.runPython(readFileSync(join(dirname(fileURLToPath(import.meta.url)), "started.py"), "utf8"));
const fault = pyodide.globals.get("started")(pyodide.toPy(cells.map((cell) => [cell.source].flat().join(""))), "/tmp/compiled.zip");
writeFileSync(to, pyodide.FS.readFile("/tmp/compiled.zip"));
if (fault) console.error(fault); // the error itself would print all of Pyodide, which is one line
process.exitCode = fault ? 1 : 0;
