// Judges requests as graphql-js does. Reads {schema, requests} from standard input, writes verdicts:
// null where a request would be executed, else the first reason why not.
import { readFileSync } from "node:fs";
import { GraphQLError, buildSchema, parse, validate } from "graphql";
import { getVariableValues } from "graphql/execution/values.js";

const { schema: sdl, requests } = JSON.parse(readFileSync(0, "utf8"));
const schema = buildSchema(sdl);

// A schema that is read from its text takes any value for a scalar of its own.
const date = (value) => {
  if (typeof value !== "string") throw new TypeError(`${value} is no text`);
  const [, year, month, day] = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(value) ?? [];
  const date = new Date(`${year}-${month ?? "01"}-${day ?? "01"}`);
  if (!(year > 0) || !(date.getUTCMonth() + 1 === Number(month ?? 1))) throw new TypeError(`${value} is no date`);
  return value;
};
const literal = ({ kind, value }) => date(kind === "StringValue" ? value : null);
Object.assign(schema.getType("PartialDate"), { parseValue: date, parseLiteral: literal });

function verdict({ query, operationName, variables }) {
  let document;
  try {
    document = parse(query);
  } catch (error) {
    if (error instanceof GraphQLError) return error.message;
    throw error;
  }
  const [mistake] = validate(schema, document);
  if (mistake) return mistake.message;
  const operations = document.definitions.filter((one) => one.kind === "OperationDefinition");
  const chosen = operations.filter((one) => operationName == null || one.name?.value === operationName);
  if (chosen.length !== 1) return "which operation?";
  if (!schema.getRootType(chosen[0].operation)) return "no such root";
  const { errors } = getVariableValues(schema, chosen[0].variableDefinitions ?? [], variables ?? {});
  return errors ? errors[0].message : null;
}

process.stdout.write(JSON.stringify(requests.map(verdict)));
