// A TypeScript client with generated types, against the server at the address given: generated, type-checked, run.

import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { generate } from "@graphql-codegen/cli";

const [address] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), "tinklas-typescript-"));
try {
  const schema = join(folder, "schema.graphql");
  writeFileSync(schema, await (await fetch(new URL("/schema.graphql", address))).text());
  cpSync("clients/members.ts", join(folder, "members.ts"));
  const scalars = { PartialDate: "string", DateTime: "string", Long: "number" };
  await generate(
    {
      schema,
      documents: "clients/members.graphql",
      silent: true,
      generates: {
        [join(folder, "types.ts")]: {
          plugins: ["typescript-operations"],
          config: { scalars },
        },
      },
    },
    true,
  );
  const tsc = ["node_modules/typescript/bin/tsc", "--strict", "--target", "es2022", "--module", "esnext"];
  const rest = ["--moduleResolution", "bundler", "--types", "", "--outDir", folder, join(folder, "members.ts")];
  execFileSync(process.execPath, [...tsc, ...rest], { stdio: "inherit" });
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  const { members, told } = await import(pathToFileURL(join(folder, "members.js")).href);
  const query = readFileSync("clients/members.graphql", "utf8");
  const lines = told(await members(address, query, { id: "cl-litek", first: 3 }));
  if (lines.length !== 3) throw new Error(lines.join("\n"));
  console.log("ok");
} finally {
  rmSync(folder, { recursive: true });
}
