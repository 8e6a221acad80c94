// Whether Relay's compiler accepts the schema of the server at the address given, and operations that page and refetch.

import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const [address] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), "tinklas-relay-"));
try {
  mkdirSync(join(folder, "src"));
  writeFileSync(join(folder, "schema.graphql"), await (await fetch(new URL("/schema.graphql", address))).text());
  cpSync("clients/members.relay.js", join(folder, "src", "members.js"));
  const config = { src: "./src", schema: "./schema.graphql", language: "javascript" };
  writeFileSync(join(folder, "relay.config.json"), JSON.stringify(config));
  execFileSync(process.execPath, [resolve("node_modules/relay-compiler/cli.js"), "relay.config.json"], {
    cwd: folder,
    stdio: ["ignore", "ignore", "inherit"],
  });
  console.log(readdirSync(join(folder, "src", "__generated__")).sort().join(" "));
} finally {
  rmSync(folder, { recursive: true });
}
