// The list of examples beside the editors.
import type { GraphiQLPlugin } from "@graphiql/react";
import { useEditorContext } from "@graphiql/react";
import { flushSync } from "react-dom";
import type { Example } from "./page";
import { page } from "./page";

function Icon() {
  return (
    <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden="true">
      <path d="M4 6h2M4 12h2M4 18h2M9 6h11M9 12h11M9 18h11" />
    </svg>
  );
}

function Examples() {
  const { queryEditor, variableEditor, addTab } = useEditorContext({ nonNull: true });
  const isUntouched = (text: string) => text.trim() === "" || page.examples.some((one) => one.query === text);
  const open = ({ query, variables }: Example) => {
    // What somebody wrote stays in its tab. The new tab fills the editors when it is drawn, so that comes first.
    if (!isUntouched(queryEditor?.getValue() ?? "")) flushSync(addTab);
    queryEditor?.setValue(query);
    variableEditor?.setValue(variables);
    queryEditor?.focus();
  };
  return (
    <section className="examples" lang={page.language}>
      <h2>{page.words.examples}</h2>
      <p>{page.words.hint}</p>
      <ul>
        {page.examples.map((example) => (
          <li key={example.title}>
            <button type="button" onClick={() => open(example)}>
              {example.title}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The list as a plugin of GraphiQL. */
export const EXAMPLES: GraphiQLPlugin = { title: page.words.examples, icon: Icon, content: Examples };
