import type { AppRouter } from "@availability/ontology";
import type { TRPCClient } from "@trpc/client";
import type { Topic } from "./topics.ts";

const firstDelayMs = 1_000;
const longestDelayMs = 30_000;
/** A tab that nobody has looked at for so long gives its connection back. */
const hiddenMs = 5 * 60_000;

type Watch = {
  topics: readonly Topic[];
  /** These changed, or may have while nobody listened. */
  onChange: (topics: readonly Topic[]) => void;
  onState: (isLive: boolean) => void;
};

/**
 * Listens to what changes until the returned function is called: one stream, begun anew with growing pauses when it breaks.
 * What was told meanwhile is lost, so each new beginning counts as a change of everything.
 */
export function watchChanges(
  client: TRPCClient<AppRouter>,
  { topics, onChange, onState }: Watch,
): () => void {
  let stream: { unsubscribe(): void } | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let delayMs = firstDelayMs;
  let hasBegun = false;

  const listen = () => {
    clearTimeout(timer);
    if (stream || !navigator.onLine) return;
    stream = client.live.changes.subscribe(
      { topics: [...topics] },
      {
        onStarted() {
          delayMs = firstDelayMs;
          onState(true);
          if (hasBegun) onChange(topics);
          hasBegun = true;
        },
        onData: (topic) => onChange([topic]),
        onConnectionStateChange({ state }) {
          if (state === "connecting") onState(false);
        },
        onError: again,
        onComplete: again,
      },
    );
  };
  const leave = () => {
    clearTimeout(timer);
    stream?.unsubscribe();
    stream = null;
    onState(false);
  };
  const again = () => {
    leave();
    // Spread, so that a server that comes back is not met by everybody at once.
    timer = setTimeout(listen, delayMs * (0.5 + Math.random()));
    delayMs = Math.min(delayMs * 2, longestDelayMs);
  };
  const look = () => {
    clearTimeout(timer);
    if (document.hidden) timer = setTimeout(leave, hiddenMs);
    else listen();
  };
  document.addEventListener("visibilitychange", look);
  window.addEventListener("online", listen);
  window.addEventListener("offline", leave);
  window.addEventListener("pagehide", leave);
  window.addEventListener("pageshow", look);
  listen();
  return () => {
    document.removeEventListener("visibilitychange", look);
    window.removeEventListener("online", listen);
    window.removeEventListener("offline", leave);
    window.removeEventListener("pagehide", leave);
    window.removeEventListener("pageshow", look);
    leave();
  };
}
