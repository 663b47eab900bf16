import { useMatches, useNavigation, useRevalidator } from "@remix-run/react";
import { useCallback, useEffect, useRef } from "react";
import { type Topic, topicsOf } from "./topics.ts";

/** Changes that come together are answered by loading once. */
const burstMs = 80;
const pollMs = 30_000;

/**
 * Loads the routes shown anew when something they are about changes: at once while somebody looks, else as soon as somebody
 * does. Without a connection it loads each half minute. Returns what to call with the topics that changed.
 */
export function useFreshScreen(isLive: boolean): (topics: readonly Topic[]) => void {
  const { revalidate, state: loading } = useRevalidator();
  const { state: going } = useNavigation();
  // To load anew in the middle of a navigation would break off what that is reading.
  const state = loading === "idle" && going === "idle" ? "idle" : "loading";
  const shown = topicsOf(useMatches().map(({ handle }) => handle));
  const latest = useRef({ revalidate, state, shown });
  latest.current = { revalidate, state, shown };
  const isDue = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout>>();

  const load = useCallback(() => {
    if (!isDue.current || document.hidden || latest.current.state !== "idle") return;
    isDue.current = false;
    latest.current.revalidate();
  }, []);
  const note = useCallback(
    (topics: readonly Topic[]) => {
      if (!topics.some((topic) => latest.current.shown.has(topic))) return;
      isDue.current = true;
      clearTimeout(timer.current);
      timer.current = setTimeout(load, burstMs);
    },
    [load],
  );
  // What came while a load was under way may not be in it.
  useEffect(() => {
    if (state === "idle") load();
  }, [state, load]);
  useEffect(() => {
    document.addEventListener("visibilitychange", load);
    return () => {
      document.removeEventListener("visibilitychange", load);
      clearTimeout(timer.current);
    };
  }, [load]);
  useEffect(() => {
    if (isLive) return;
    const poll = setInterval(() => note([...latest.current.shown]), pollMs);
    return () => clearInterval(poll);
  }, [isLive, note]);
  return note;
}
