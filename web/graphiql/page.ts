// What the server tells the page, in the language that it is read in.

/** A document that can be opened. */
export interface Example {
  title: string;
  query: string;
  /** JSON, or nothing where the document takes no variables. */
  variables: string;
}

/** What the server tells the page. */
export interface Page {
  language: string;
  endpoint: string;
  /** Where the schema is read that may not be asked for: the server answers trusted documents only. */
  schema: string | null;
  examples: Example[];
  words: { examples: string; hint: string; lost: string };
}

/** Where GraphiQL is drawn. */
export const place = document.getElementById("graphiql")!;

/** What the server tells. */
export const page: Page = JSON.parse(place.dataset.page!);
