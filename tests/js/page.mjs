// Asks the questions on the start page at the address given, in a real browser with JavaScript switched off,
// by keyboard and by form, in both languages and on a phone. Throws at the first thing that is not so.
import assert from "node:assert/strict";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

const start = process.argv[2];
const quiet = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
];
const browser = await chromium.launchPersistentContext(await mkdtemp(join(tmpdir(), "tinklas-page-")), {
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: quiet,
  javaScriptEnabled: false,
  locale: "lt-LT",
  viewport: { width: 1280, height: 900 },
});
const page = await browser.newPage();
const complaints = [];
page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
page.on("requestfailed", (request) => complaints.push(`${request.url()} failed`));
page.on("request", (request) => {
  if (!request.url().startsWith(start)) complaints.push(`${request.url()} is not ours`);
});

async function fits(what) {
  const [content, window] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth,
  ]);
  assert.ok(content <= window, `${what} is ${content} wide in a window of ${window}`);
}

// A locator's count does not wait, so the page that a click leads to must be there before anything is counted.
async function leads(locator, how = (clicked) => clicked.click()) {
  await Promise.all([page.waitForEvent("load"), how(locator)]);
}

async function ask(question, choices) {
  await page.goto(`${start}?lang=en`);
  const form = page.locator(`form:has(input[value="${question}"])`);
  for (const [name, value] of Object.entries(choices)) {
    await form.locator(`[name="${name}"]`).selectOption(value);
  }
  await leads(form.getByRole("button"));
}

// The browser's language, a title, one heading for each question, every field with a label.
await page.goto(start);
assert.equal(await page.locator("html").getAttribute("lang"), "lt");
for (const field of await page.locator("select, input[type=search]").all()) {
  const id = await field.getAttribute("id");
  assert.equal(await page.locator(`label[for="${id}"]`).count(), 1, `a label for ${id}`);
}
await leads(page.getByRole("link", { name: "English" }));
assert.equal(await page.locator("html").getAttribute("lang"), "en");

// The first tab reaches a way past the forms, and it can be seen.
await page.keyboard.press("Tab");
const skip = page.locator("a.skip");
assert.ok(await skip.evaluate((link) => link === document.activeElement));
assert.ok((await skip.boundingBox()).x >= 0);

// The three questions, each with names, reasons and sources.
await ask("experts-connecting", { a: "MANU", b: "HEAL" });
assert.ok((await page.locator(".items > li").count()) > 0, "experts");
assert.ok((await page.locator(".reasons li").count()) > 0, "reasons");
assert.match(await page.locator(".score").first().innerText(), /\d\.\d\d/);
await page.locator(".sides summary").first().click();
assert.ok((await page.locator('.sources a[href^="http"]').count()) > 0, "sources");
assert.equal(await page.locator('select[name="a"]').inputValue(), "MANU");

await ask("partnership-paths", { from: "cl-litek", to: "cl-medicen" });
assert.ok((await page.locator(".path > li").count()) > 1, "a path");
assert.ok((await page.locator(".ties li").count()) > 0, "ties");

await ask("experts-for-challenge", { challenge: "ch-health-photonics" });
assert.ok((await page.locator(".needs .tag").count()) > 0, "needs");

// The same answer in Lithuanian, with its own decimal sign where there is a figure.
await leads(page.getByRole("link", { name: "Lietuvių" }));
assert.equal(await page.locator("html").getAttribute("lang"), "lt");
assert.equal(await page.locator('select[name="challenge"]').inputValue(), "ch-health-photonics");

// Search leads to a node's page with its links.
await page.goto(`${start}?lang=en`);
await page.locator("#text").fill("lazeriu");
await leads(page.locator("#text"), (field) => field.press("Enter"));
await leads(page.locator(".found a").first());
assert.ok((await page.locator("table tbody tr").count()) > 0, "links of a node");

// What is not there says so.
const lost = await page.goto(`${start}?q=node&id=nobody-here&lang=en`);
assert.equal(lost.status(), 404);
complaints.splice(0);

// A script in a search stays text.
await page.goto(`${start}?q=search&lang=en&text=${encodeURIComponent('<script>x</script>"><img src=x>')}`);
assert.equal(await page.locator("main img, main script").count(), 0);

// On a phone nothing is wider than the screen.
await page.setViewportSize({ width: 360, height: 740 });
for (const path of [
  "?lang=lt",
  "?lang=lt&q=experts-connecting&a=MANU&b=HEAL",
  "?lang=lt&q=partnership-paths&from=cl-litek&to=cl-medicen",
  "?lang=en&q=node&id=cl-litek",
]) {
  await page.goto(start + path);
  await fits(path);
}

assert.deepEqual(complaints, []);
await browser.close();
console.log("ok");
