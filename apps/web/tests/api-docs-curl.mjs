// Stands in for curl where docs/api.md is executed, so that no machine needs it: the options that the document uses, and
// nothing else, of https://curl.se/docs/manpage.html.
const options = { method: "", headers: new Headers(), body: "", url: "", showsHead: false, fails: false };
const words = process.argv.slice(2);
for (let word = words.shift(); word !== undefined; word = words.shift()) {
  if (word === "-s") continue;
  else if (word === "-i") options.showsHead = true;
  else if (word === "-f") options.fails = true;
  else if (word === "-X") options.method = words.shift() ?? "";
  else if (word === "-d") options.body = words.shift() ?? "";
  else if (word === "-H") {
    const [name = "", ...value] = (words.shift() ?? "").split(":");
    options.headers.set(name, value.join(":").trim());
  } else if (/^https?:/.test(word) && !options.url) options.url = word;
  else throw new Error(`This curl does not know ${word}`);
}

const { headers, body, url, showsHead, fails } = options;
const method = options.method || (body ? "POST" : "GET");
if (body && !headers.has("Content-Type")) headers.set("Content-Type", "application/x-www-form-urlencoded");
const response = await fetch(url, { method, headers, ...(body ? { body } : {}), redirect: "manual" });
const head = [...response.headers].map(([name, value]) => `${name}: ${value}`);
if (showsHead)
  process.stdout.write(`HTTP/1.1 ${response.status} ${response.statusText}\n${head.join("\n")}\n\n`);
if (fails && !response.ok) process.exitCode = 22;
else process.stdout.write(await response.text());
