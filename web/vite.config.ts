// Builds the pages that need JavaScript. build.rs says where to, and embeds what comes out.
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";
import { defineConfig } from "vite";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** GraphiQL's style sheet carries 250 KB of fonts. The page is written in those of the system, as all others are. */
const withoutFonts: Plugin = {
  name: "without-fonts",
  enforce: "pre",
  transform: (code, id) =>
    id.endsWith("/graphiql/dist/style.css") ? code.replace(/@font-face\s*\{[^}]*\}/g, "") : undefined,
};

export default defineConfig({
  // Where the server offers the files.
  base: "/web/",
  plugins: [withoutFonts],
  resolve: { alias: { "react-style-singleton": here("graphiql/sheet.ts") } },
  build: {
    outDir: "dist",
    // Tells the server which files belong to an entry.
    manifest: "manifest.json",
    // The licences of everything that went into the files, which have to go with them.
    license: { fileName: "licences.md" },
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { graphiql: here("graphiql/main.tsx") },
      // "use client" means something to servers that render React only.
      onLog: (level, log, tell) => log.code === "MODULE_LEVEL_DIRECTIVE" || tell(level, log),
    },
    chunkSizeWarningLimit: 2000,
  },
});
