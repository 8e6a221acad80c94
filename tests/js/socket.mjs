// The usual client of graphql-transport-ws against a running server. Takes the server's address; reads a
// list of steps from standard input, one JSON object a line, and prints what came of each.
//   {"ask": "query", "variables": {}}    one answer, or the errors it was refused with
//   {"follow": "subscription"}           prints each answer as it comes; says "following" first
//   {"stop": true}                       stops what is followed and says how it ended
import { createInterface } from "node:readline";
import { createClient } from "graphql-ws";
import WebSocket from "ws";

const client = createClient({ url: process.argv[2], webSocketImpl: WebSocket, lazy: false, retryAttempts: 0 });
const say = (value) => console.log(JSON.stringify(value));
let stop = () => {};

const ask = (query, variables) =>
  new Promise((done) => {
    const answers = [];
    client.subscribe(
      { query, variables },
      {
        next: (answer) => answers.push(answer),
        error: (error) => done({ refused: Array.isArray(error) ? error : String(error) }),
        complete: () => done({ answers }),
      },
    );
  });

for await (const line of createInterface({ input: process.stdin })) {
  const step = JSON.parse(line);
  if (step.ask) say(await ask(step.ask, step.variables));
  if (step.follow) {
    stop = client.subscribe(
      { query: step.follow },
      {
        next: (answer) => say({ next: answer }),
        error: (error) => say({ refused: error }),
        complete: () => say({ complete: true }),
      },
    );
    // The server takes messages in their order: when this is answered, the subscription has begun.
    await ask("{ __typename }");
    say("following");
  }
  if (step.stop) stop();
}
await client.dispose();
