import { RemixBrowser } from "@remix-run/react";
import { StrictMode, startTransition } from "react";
import { hydrateRoot } from "react-dom/client";
import { watchRequestIds } from "./reference-id.ts";
import { RequestContextProvider } from "./request-context.tsx";

declare global {
  // Read by react-style-singleton when it adds a <style> (scroll lock of dialogs).
  var __webpack_nonce__: string | undefined;
}

// Browsers hide the attribute from scripts' view of the markup but keep it as a property.
const nonce = document.querySelector<HTMLScriptElement>("script[nonce]")?.nonce ?? "";
// The same id as the server rendered with, so that both render alike.
const requestId = document.querySelector<HTMLMetaElement>('meta[name="request-id"]')?.content ?? null;
globalThis.__webpack_nonce__ = nonce;
watchRequestIds();

// A navigation that ends another one is no fault, but the router lets the end of the one be heard before anybody listens.
window.addEventListener("unhandledrejection", (event) => {
  if (event.reason instanceof DOMException && event.reason.name === "AbortError") event.preventDefault();
});

startTransition(() => {
  hydrateRoot(
    document,
    <StrictMode>
      <RequestContextProvider value={{ nonce, requestId }}>
        <RemixBrowser />
      </RequestContextProvider>
    </StrictMode>,
  );
});
