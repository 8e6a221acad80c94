// How GraphiQL asks the server: one POST, answered once or, for a subscription, by events.
import type { Fetcher } from "@graphiql/toolkit";
import { Kind, parse } from "graphql";
import { follow } from "./events";
import { page } from "./page";

const ACCEPTED = "application/graphql-response+json, application/json;q=0.9, text/event-stream;q=0.9";

/** Whether a document needs a name to say which operation is meant. What cannot be read is for the server to refuse. */
function hasSeveral(document: string): boolean {
  try {
    return parse(document).definitions.filter((one) => one.kind === Kind.OPERATION_DEFINITION).length > 1;
  } catch {
    return false;
  }
}

/** Asks the server, with the headers of the headers editor. */
export const ask: Fetcher = async (request, options) => {
  // GraphiQL notes the name a moment after the document changed, and would name an operation that is gone.
  const named = hasSeveral(request.query) ? request : { ...request, operationName: undefined };
  const aborter = new AbortController();
  const headers = new Headers({ "accept-language": page.language, accept: ACCEPTED });
  for (const [name, value] of Object.entries(options?.headers ?? {})) headers.set(name, String(value));
  headers.set("content-type", "application/json");
  const answer = await fetch(page.endpoint, {
    method: "POST",
    headers,
    body: JSON.stringify(named),
    signal: aborter.signal,
  });
  const isFollowed = answer.headers.get("content-type")?.startsWith("text/event-stream");
  return isFollowed ? follow(answer.body!, () => aborter.abort(), page.words.lost) : answer.json();
};
