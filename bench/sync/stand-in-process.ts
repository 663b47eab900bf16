// Google's stand-in for `bench sync`: writes its URL and serves until its standard input ends.
import { startSimulator } from "@availability/simulator";

const simulator = await startSimulator({ port: 0, statePath: null });
console.log(simulator.url);
process.stdin.resume();
process.stdin.once("end", () => {
  void simulator.stop();
});
