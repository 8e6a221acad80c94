// The checked-in schema under the recommended rules of graphql-eslint.

import { ESLint } from "eslint";
import graphql from "@graphql-eslint/eslint-plugin";

const schema = "../../schema/api.graphql";
const rules = {
  ...graphql.configs["flat/schema-recommended"].rules,
  // Dates, sources, pages and sentences are values: they have no id, and are told wherever they belong.
  "@graphql-eslint/strict-id-in-types": "off",
  // `Award.awarded` is when it was given; the rule takes the word for the type's name.
  "@graphql-eslint/no-typename-prefix": "off",
};
const eslint = new ESLint({
  cwd: new URL("../..", import.meta.url).pathname,
  overrideConfigFile: true,
  overrideConfig: [
    {
      files: ["**/*.graphql"],
      languageOptions: {
        parser: graphql.parser,
        parserOptions: { graphQLConfig: { schema: new URL(schema, import.meta.url).pathname } },
      },
      plugins: { "@graphql-eslint": graphql },
      rules,
    },
  ],
});
const files = await eslint.lintFiles([new URL(schema, import.meta.url).pathname]);
for (const { line, ruleId, message } of files.flatMap((file) => file.messages)) {
  console.log(`${line}: ${message} (${ruleId})`);
}
console.log(files.length === 1 ? "linted" : "nothing was linted");
