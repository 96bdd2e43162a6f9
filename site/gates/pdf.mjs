// Holds PDF files against readers and validators that are not ours, and prints
// one line a finding:
//
//   node pdf.mjs [--only verapdf,qpdf,...] [--password WORD] FILE|FOLDER...
//
// Of a FOLDER all PDF files below it are read. veraPDF validates against
// PDF/UA-1 and PDF/A-3a; qpdf, pdfcpu, poppler's pdfinfo, MuPDF and Ghostscript
// read, and say nothing of a good file. A tool that is not there is left out
// and named, and is a finding where HTSM_REQUIRE_TOOLS is 1. The exit status is
// 1 if there is a finding.
import { execFile, spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { availableParallelism } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const args = process.argv.slice(2);
const option = (name) => {
  const i = args.indexOf(name);
  return i < 0 ? undefined : args.splice(i, 2)[1];
};
const only = option("--only")?.split(",");
const password = option("--password");
const files = args.flatMap((name) => (statSync(name).isDirectory() ? readdirSync(name, { recursive: true }).filter((f) => f.endsWith(".pdf")).sort().map((f) => join(name, f)) : [name]));

let findings = 0;
const report = (gate, file, text) => {
  findings++;
  console.log(`${gate}: ${file}: ${text}`);
};

// The arguments of the readers, with those that hand over the password. What
// is printed apart from quiet is a finding; struct is what poppler must print
// of a tagged file. Poppler reads a page again for each element of which it
// prints the text, so that it does so for the smallest files only.
const word = (...flags) => (password === undefined ? [] : flags);
const readers = {
  qpdf: { from: "qpdf", args: ["--check", "--no-warn", ...word(`--password=${password}`)], quiet: /^(checking|PDF Version|File is|R = |P = |User password|Supplied password|extract|print|modify|stream encryption|string encryption|file encryption|No syntax|errors that).*$/gm },
  pdfinfo: { from: "poppler-utils", args: (small) => [small ? "-struct-text" : "-struct", ...word("-upw", password)], struct: /^ *Document\b[^]*^ *H1\b/m, text: /^ *H1\b[^]*"/m },
  mutool: { from: "mupdf-tools", args: ["draw", "-q", "-r", "18", "-F", "pnm", "-o", "/dev/null", ...word("-p", password)], quiet: /^warning: ICC support is not available$/gm },
  gs: { from: "ghostscript", args: ["-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-dPDFSTOPONERROR", "-dPDFSTOPONWARNING", "-sDEVICE=ppmraw", "-r18", "-o", "/dev/null", ...word(`-sPDFPassword=${password}`)] },
};

const gates = { verapdf, pdfcpu, ...Object.fromEntries(Object.entries(readers).map(([name, r]) => [name, () => read(name, r)])) };
if (files.length === 0) report("pdf", args.join(" "), "there is no PDF file");
else for (const [name, gate] of Object.entries(gates)) if (!only || only.includes(name)) await gate();
console.error(`pdf: ${files.length} files, ${findings} findings`);
process.exit(findings > 0 ? 1 : 0);

// run runs a program and returns its exit status and what it prints.
function run(program, list, cwd) {
  return new Promise((resolve) => {
    execFile(program, list, { cwd, encoding: "utf8", maxBuffer: 1 << 28 }, (error, stdout, stderr) => resolve({ status: error ? (error.code ?? 1) : 0, stdout, stderr }));
  });
}

// lacks reports that a tool is not there.
function lacks(gate, from) {
  if (process.env.HTSM_REQUIRE_TOOLS === "1") report(gate, from, "it is not installed");
  else console.error(`pdf: ${gate} is left out: ${from} is not installed`);
}

function has(program) {
  return !spawnSync(program, ["--version"]).error;
}

// read runs a reader over each file, as many at a time as there are processors.
async function read(name, reader) {
  if (!has(name)) return lacks(name, reader.from);
  const left = [...files], size = (file) => statSync(file).size;
  const smallest = new Set([...files].sort((a, b) => size(a) - size(b)).slice(0, 2).filter((file) => size(file) < 100_000));
  await Promise.all(Array.from({ length: availableParallelism() }, async () => {
    for (let file = left.shift(); file; file = left.shift()) {
      const small = smallest.has(file);
      const { status, stdout, stderr } = await run(name, [...(reader.struct ? reader.args(small) : reader.args), file]);
      const said = (reader.struct ? stderr : stdout + stderr).replace(reader.quiet ?? "", "").trim();
      if (said || status !== 0) report(name, file, said.split("\n").slice(0, 5).join(" | ").slice(0, 500) || `exit status ${status}`);
      else if (reader.struct && !reader.struct.test(stdout)) report(name, file, "there is no structure with a heading");
      else if (reader.struct && small && !reader.text.test(stdout)) report(name, file, "there is no text in the structure");
    }
  }));
}

// pdfcpu is a tool of the Go module of tools. Its strict mode knows no PDF/A-3:
// it refuses AFRelationship.
async function pdfcpu() {
  const tools = join(here, "..", "..", "generator", "tools");
  if (!has("go") || !existsSync(tools)) return lacks("pdfcpu", "Go");
  const built = await run("go", ["tool", "-n", "pdfcpu"], tools);
  if (built.status !== 0) return report("pdfcpu", tools, built.stderr.trim());
  const list = ["validate", "--conf", "disable", "--offline", "--quiet", ...word("--upw", password)];
  const { status, stdout, stderr } = await run(built.stdout.trim(), [...list, ...files]);
  const said = (stdout + stderr).trim();
  if (status === 0 && !said) return;
  for (const line of said.split("\n")) report("pdfcpu", basename(line.split(": ")[0]), line.slice(0, 500));
}

// verapdf runs the engine that the jar of an npm package holds, which reads its
// profiles by the JAXB of Debian.
async function verapdf() {
  const jar = join(here, "node_modules", "@opendataloader", "pdf", "lib", "opendataloader-pdf-cli.jar");
  if (!existsSync(jar)) return lacks("verapdf", "@opendataloader/pdf (make gates)");
  if (spawnSync("javac", ["-version"]).error) return lacks("verapdf", "default-jdk-headless");
  const jaxb = ["jaxb-runtime", "jaxb-core", "jaxb-api", "javax.activation", "istack-commons-runtime", "txw2", "FastInfoset", "stax-ex"].map((j) => `/usr/share/java/${j}.jar`);
  if (!jaxb.every(existsSync)) return lacks("verapdf", "libjaxb-java");
  const { status, stdout, stderr } = await run("java", ["-Xss4m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", [jar, ...jaxb].join(":"), join(here, "Validate.java"), ...word("--password", password), ...files]);
  if (status !== 0) report("verapdf", "Validate.java", stderr.trim().slice(0, 2000));
  const good = new Set();
  for (const line of stdout.split("\n").filter(Boolean)) {
    const [file, standard, rule, count, text] = line.split("\t");
    if (rule === "ok" && Number(count) > 100) good.add(file);
    else report("verapdf", file, `${standard} ${rule}: ${text} (${count} times)`);
  }
  if (findings === 0) for (const file of files) if (!good.has(file)) report("verapdf", file, "veraPDF says nothing of it");
}
