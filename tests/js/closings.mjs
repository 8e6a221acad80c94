// Sends messages to a server over a plain WebSocket and prints how it closes each connection. Takes the
// server's address; reads a JSON list of connections, each a list of texts, from standard input.
import { readFileSync } from "node:fs";
import WebSocket from "ws";

const connections = JSON.parse(readFileSync(0, "utf8"));

const closing = (messages) =>
  new Promise((done) => {
    const socket = new WebSocket(process.argv[2], "graphql-transport-ws");
    const said = [];
    const began = Date.now();
    socket.on("open", () => messages.forEach((message) => socket.send(message === "binary" ? Buffer.from([1]) : message)));
    socket.on("message", (data) => said.push(JSON.parse(data.toString())));
    socket.on("error", (error) => said.push({ failed: error.message }));
    socket.on("close", (code, reason) => done({ code, reason: reason.toString(), said, seconds: (Date.now() - began) / 1000 }));
  });

process.stdout.write(JSON.stringify(await Promise.all(connections.map(closing))));
