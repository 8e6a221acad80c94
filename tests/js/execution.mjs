// Executes requests as graphql-js does. Reads {schema, requests, roots} from standard input, where `roots` has the value
// of each root field, or "fails" for one that throws; writes {data, paths} of each request.
import { readFileSync } from "node:fs";
import { buildSchema, graphql } from "graphql";

const { schema: sdl, requests, roots } = JSON.parse(readFileSync(0, "utf8"));
const schema = buildSchema(sdl);

const resolver = (value) => async () => {
  if (value === "fails") throw new Error("it fails");
  return value;
};
const rootValue = Object.fromEntries(Object.entries(roots).map(([name, value]) => [name, resolver(value)]));

async function executed({ query, variables }) {
  const { data, errors } = await graphql({ schema, source: query, rootValue, variableValues: variables });
  return { data, paths: (errors ?? []).map((error) => error.path ?? null) };
}

process.stdout.write(JSON.stringify(await Promise.all(requests.map(executed))));
