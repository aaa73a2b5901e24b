// The protocol's own client, which checks answers against the schemas of the tools, and its conformance
// tests: node mcp.mjs ORIGIN

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";

const url = new URL("/mcp", process.argv[2]);
const client = new Client({ name: "test", version: "1" });
await client.connect(new StreamableHTTPClientTransport(url));
const { tools } = await client.listTools();
assert.deepEqual(
  tools.map((tool) => tool.name),
  ["find", "similar", "path", "describe"],
);

const found = await call("find", { query: "bohemain rapsody quen" });
const { track } = found.results[found.best];
assert.equal(track.name, "Bohemian Rhapsody");
const like = await call("similar", { seed_tracks: [track.id], more: ["calmer"], max_tempo: 120 });
assert.deepEqual(like.seeds, [track]);
const to = like.results[0].track;
const path = await call("path", { from: track.id, to: to.id, limit: 3 });
assert.equal(path.results.length, 3);
assert.deepEqual((await call("describe", { id: track.id })).track.track, track);
assert.ok((await call("describe", {})).catalogue.tracks > 0);
for (const query of ["love", "live", "queen", "上を向いて", "zzxqj"]) {
  const { results } = await call("find", { query, limit: 100 });
  for (const { track } of results.slice(0, 20)) await call("describe", { id: track.id });
}
const refused = await client.callTool({ name: "describe", arguments: { id: "nowhere" } });
assert.ok(refused.isError && refused.content[0].text.startsWith("id: "));
await client.close();

const conformance = fileURLToPath(import.meta.resolve("@modelcontextprotocol/conformance/dist/index.js"));
const expected = fileURLToPath(new URL("mcp_not_offered.yml", import.meta.url));
const args = [conformance, "server", "--url", url.href, "--expected-failures", expected];
const suite = spawnSync(process.execPath, args, { encoding: "utf8" });
assert.equal(suite.status, 0, suite.stdout + suite.stderr);
console.log("mcp: ok");

async function call(name, args) {
  const result = await client.callTool({ name, arguments: args });
  assert.ok(!result.isError, `${name}: ${result.content[0].text}`);
  assert.deepEqual(JSON.parse(result.content[0].text), result.structuredContent);
  return result.structuredContent;
}
