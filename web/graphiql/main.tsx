// GraphiQL on a page of its own. It is put together of its parts, without the history of requests: that keeps the
// headers of every request in the browser, and with them the token.
import { DOC_EXPLORER_PLUGIN, DocExplorerContextProvider } from "@graphiql/plugin-doc-explorer";
import { GraphiQLProvider } from "@graphiql/react";
import { GraphiQL, GraphiQLInterface } from "graphiql";
import "graphiql/style.css";
import { buildSchema } from "graphql";
import type { ReactNode } from "react";
import { useEffect, useState } from "react";
import { createRoot } from "react-dom/client";
import { ask } from "./ask";
import { EXAMPLES } from "./examples";
import { page, place } from "./page";
import "./style.css";

const first = page.examples[0];
// Whoever left while reading the documentation finds it open again.
const isReading = localStorage.getItem("graphiql:visiblePlugin") === DOC_EXPLORER_PLUGIN.title;
// A server that answers trusted documents only refuses to be asked for its schema, and offers it as a file.
const schema = page.schema === null ? undefined : buildSchema(await (await fetch(page.schema)).text());

/** Draws what is in it once the provider knows which plugin is to be seen: what is first drawn without one stays so. */
function Once({ children }: { children: ReactNode }) {
  const [isDrawn, setDrawn] = useState(false);
  useEffect(() => setDrawn(true), []);
  return isDrawn && children;
}

createRoot(place).render(
  <GraphiQLProvider
    fetcher={ask}
    schema={schema}
    schemaDescription
    plugins={[DOC_EXPLORER_PLUGIN, EXAMPLES]}
    referencePlugin={DOC_EXPLORER_PLUGIN}
    visiblePlugin={isReading ? DOC_EXPLORER_PLUGIN : EXAMPLES}
    shouldPersistHeaders={false}
    defaultQuery={first?.query}
    defaultTabs={first && [{ query: first.query, variables: first.variables }]}
  >
    <DocExplorerContextProvider>
      <Once>
        <GraphiQLInterface showPersistHeadersSettings={false} defaultEditorToolsVisibility>
          {/* Its own logo is a link to another site. */}
          <GraphiQL.Logo>{null}</GraphiQL.Logo>
        </GraphiQLInterface>
      </Once>
    </DocExplorerContextProvider>
  </GraphiQLProvider>,
);
