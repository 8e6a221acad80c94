// Prints the schema that an introspection answer builds beside the one that the SDL builds, both in
// graphql-js's own words. Reads {schema, introspection} from standard input.
import { readFileSync } from "node:fs";
import { buildClientSchema, buildSchema, getIntrospectionQuery, lexicographicSortSchema, printSchema, validateSchema } from "graphql";

if (process.argv[2] === "query") {
  process.stdout.write(
    getIntrospectionQuery({ specifiedByUrl: true, directiveIsRepeatable: true, schemaDescription: true, inputValueDeprecation: true, oneOf: true }),
  );
} else {
  const { schema, introspection } = JSON.parse(readFileSync(0, "utf8"));
  const [printed, asked] = [buildSchema(schema), buildClientSchema(introspection)];
  const faults = [printed, asked].flatMap((one) => validateSchema(one)).map((fault) => fault.message);
  const text = (one) => printSchema(lexicographicSortSchema(one));
  // graphql-js knows a place for @deprecated that no specification has yet.
  const places = (d) => d.locations.filter((place) => place !== "DIRECTIVE_DEFINITION");
  const directives = (one) =>
    one.getDirectives().map((d) => [d.name, d.isRepeatable, places(d), d.args.map((arg) => `${arg.name}: ${arg.type}`)]).sort();
  process.stdout.write(
    JSON.stringify({ faults, printed: text(printed), asked: text(asked), printedDirectives: directives(printed), askedDirectives: directives(asked) }),
  );
}
