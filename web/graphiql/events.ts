// Reads an operation that is followed as server-sent events. EventSource would do it too, but sends no token.

type Answer = Record<string, unknown>;

/** The events of a stream: each a name and its data. */
async function* events(body: ReadableStream<Uint8Array>): AsyncGenerator<{ event: string; data: string }> {
  let text = "";
  for await (const part of body.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>)) {
    text += part;
    const blocks = text.split("\n\n");
    text = blocks.pop()!;
    for (const block of blocks) {
      const field = (name: string) =>
        block.split("\n").find((line) => line.startsWith(`${name}:`))?.slice(name.length + 1).trim() ?? "";
      yield { event: field("event"), data: field("data") };
    }
  }
}

async function* answers(body: ReadableStream<Uint8Array>, lost: string): AsyncGenerator<Answer, void> {
  for await (const { event, data } of events(body)) {
    if (event === "next") yield JSON.parse(data);
    if (event === "complete") return;
  }
  throw new Error(lost);
}

/** The answers of an operation until it is over; `stop` ends it at the server. `lost` says that the server went away. */
export function follow(
  body: ReadableStream<Uint8Array>,
  stop: () => void,
  lost: string,
): AsyncIterableIterator<Answer, void> {
  const told = answers(body, lost);
  let stopped = false;
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    async next() {
      try {
        return await told.next();
      } catch (error) {
        if (stopped) return { done: true, value: undefined };
        throw error;
      }
    },
    // A generator that waits for its next event would only end after that event.
    async return() {
      stopped = true;
      stop();
      return { done: true, value: undefined };
    },
  };
}
