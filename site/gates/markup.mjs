// Holds pages against the HTML standard: html-validate, and the Nu checker
// where there is a Java runtime.
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import { FileSystemConfigLoader, HtmlValidate } from "html-validate";

const rules = {
  extends: ["html-validate:standard", "html-validate:a11y"],
  rules: {
    "long-title": "off", // Titles hold the figure, the report and the marking.
    "no-inline-style": "error",
    "prefer-native-element": "off", // A group of controls is no fieldset.
    "svg-focusable": "off",
    "tel-non-breaking": "off",
    "no-redundant-role": "off",
  },
};

export async function markup(folder, pages, wanted, report) {
  if (wanted("html-validate")) {
    const validator = new HtmlValidate(new FileSystemConfigLoader(rules));
    for (const page of pages) {
      const result = await validator.validateFile(join(folder, page));
      for (const file of result.results) {
        for (const m of file.messages) report("html-validate", `${page}:${m.line}:${m.column}`, `${m.ruleId}: ${m.message}`);
      }
    }
  }
  if (!wanted("vnu")) return;
  const jar = createRequire(import.meta.url)("vnu-jar");
  if (spawnSync("java", ["-version"]).error) {
    if (process.env.HTSM_REQUIRE_TOOLS === "1") report("vnu", folder, "there is no Java runtime (default-jre-headless)");
    else console.error("gates: vnu is left out: there is no Java runtime");
    return;
  }
  const files = pages.map((page) => join(folder, page));
  while (files.length > 0) {
    const run = spawnSync("java", ["-Xss4m", "-jar", jar, "--errors-only", "--stdout", "--format", "gnu", ...files.splice(0, 200)], { encoding: "utf8", maxBuffer: 1 << 26 });
    if (run.error) throw run.error;
    for (const line of run.stdout.split("\n").filter(Boolean)) report("vnu", folder, line.replace(`"file:${folder}/`, ""));
  }
}
