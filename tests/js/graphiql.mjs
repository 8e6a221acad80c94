// Works with GraphiQL at the address given, in a real browser: opens every example, runs one, reads the schema's
// documentation, follows a change that a second page makes with the token given, and looks at what is kept of it.
// Throws at the first thing that is not so, be it a complaint of the browser or a request to elsewhere.
import assert from "node:assert/strict";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

const [start, token] = process.argv.slice(2);
const browser = await chromium.launchPersistentContext(await mkdtemp(join(tmpdir(), "tinklas-graphiql-")), {
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
  ],
  locale: "lt-LT",
  viewport: { width: 1400, height: 900 },
});
const complaints = [];
browser.on("console", (message) => {
  if (["error", "warning"].includes(message.type())) complaints.push(message.text());
});
browser.on("weberror", (error) => complaints.push(String(error.error())));
browser.on("request", (request) => {
  const url = request.url();
  if (!url.startsWith(start) && !url.startsWith("data:")) complaints.push(`${url} is not ours`);
});

const answer = (page) => page.locator(".graphiql-response .CodeMirror-code");
const told = (page, text) => answer(page).filter({ hasText: text }).waitFor();

async function write(page, editor, text) {
  await page.locator(`${editor} .CodeMirror`).first().click();
  await page.keyboard.press("Control+A");
  await page.keyboard.insertText(text);
}

async function open(query) {
  const page = await browser.newPage();
  await page.goto(`${start}graphiql${query}`);
  await page.locator(".graphiql-query-editor .CodeMirror").waitFor();
  return page;
}

// In the browser's language, with the examples beside the editors; each opens, with nothing marked as a mistake.
const first = await open("");
assert.equal(await first.locator("html").getAttribute("lang"), "lt");
assert.ok(await first.locator(".examples h2", { hasText: "Pavyzdžiai" }).isVisible());
await first.getByRole("link", { name: "English" }).click();
await first.locator(".examples h2", { hasText: "Examples" }).waitFor();
const titles = await first.locator(".examples button").allInnerTexts();
assert.ok(titles.length >= 9, `${titles.length} examples`);
const documents = new Set();
for (const title of titles) {
  await first.getByRole("button", { name: title }).click();
  documents.add(await first.locator(".graphiql-query-editor .CodeMirror-code").innerText());
}
assert.equal(documents.size, titles.length);
assert.equal(await first.locator(".CodeMirror-lint-mark-error").count(), 0);
// What somebody wrote themselves stays in its tab.
await write(first, ".graphiql-query-editor", "{ cluster(id: \"cl-litek\") { mine: name } }");
await first.getByRole("button", { name: titles[0] }).click();
assert.equal(await first.locator(".graphiql-tab").count(), 2);
assert.match(await first.locator(".graphiql-query-editor .CodeMirror-code").innerText(), /expertsConnecting/);

// By keyboard alone it is run, and the answer shown.
await first.keyboard.press("Control+Enter");
await told(first, "expertsConnecting");

// A list with the values of its variables.
await first.getByRole("button", { name: titles[3] }).click();
await first.locator(".graphiql-execute-button").click();
await told(first, "totalCount");

// The documentation shows our schema, in our words; a dialog opens without a complaint.
await first.getByRole("button", { name: "Show Documentation Explorer" }).click();
await first.locator(".graphiql-doc-explorer").getByText("Query", { exact: true }).first().click();
await first.locator(".graphiql-doc-explorer").getByText("expertsConnecting").first().waitFor();
await first.getByRole("button", { name: "Open settings dialog" }).click();
await first.getByRole("dialog").waitFor();
assert.equal(await first.getByText("Persist headers").count(), 0);
await first.keyboard.press("Escape");

// One page follows; another writes with the token until the first is told. Following begins a moment after the answer's head.
const follower = await open("?lang=en");
const followed = follower.waitForResponse((response) => response.url() === `${start}graphql`
  && response.headers()["content-type"].startsWith("text/event-stream"));
await write(follower, ".graphiql-query-editor", "subscription { changed { action kind node { name } } }");
await follower.keyboard.press("Control+Enter");
await followed;
const writer = await open("?lang=en");
await writer.getByRole("button", { name: "Headers" }).click();
await write(writer, ".graphiql-editor-tool .graphiql-editor:not(.hidden)", JSON.stringify({ Authorization: `Bearer ${token}` }));
for (let round = 0; round < 20 && !(await answer(follower).innerText()).includes("changed"); round += 1) {
  await write(
    writer,
    ".graphiql-query-editor",
    `mutation { createCompany(input: { name: { text: "Nauja ${round}" } }, source: { url: "https://a.example/" }) { node { id } } }`,
  );
  await writer.keyboard.press("Control+Enter");
  await told(writer, "createCompany");
  await answer(follower).filter({ hasText: "changed" }).waitFor({ timeout: 1_000 }).catch(() => {});
}
assert.match(await answer(follower).innerText(), /"name": "Nauja \d+"/);
await follower.locator(".graphiql-execute-button").click();
await follower.getByRole("button", { name: "Execute query (Ctrl-Enter)" }).waitFor();

// Of all this the browser keeps the queries, and the token nowhere.
const kept = await writer.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]));
assert.match(kept, /createCompany/);
assert.ok(!kept.includes(token), "the token is kept");

if (process.env.PICTURES) {
  await first.screenshot({ path: join(process.env.PICTURES, "graphiql.png") });
  await follower.screenshot({ path: join(process.env.PICTURES, "followed.png") });
}
assert.deepEqual(complaints, []);
await browser.close();
console.log("ok");
