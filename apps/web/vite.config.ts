import { fileURLToPath } from "node:url";
import { vitePlugin as remix } from "@remix-run/dev";
import { defineConfig, type Plugin } from "vite";

declare module "@remix-run/node" {
  interface Future {
    v3_singleFetch: true;
  }
}

const future = {
  v3_fetcherPersist: true,
  v3_lazyRouteDiscovery: true,
  v3_relativeSplatPath: true,
  v3_routeConfig: true,
  v3_singleFetch: true,
  v3_throwAbortReason: true,
  unstable_optimizeDeps: true,
} as const;

export default defineConfig({
  plugins: [workspaceStaysExternal(), remix({ future })],
  resolve: { alias: { "~": fileURLToPath(new URL("./app", import.meta.url)) } },
  build: { target: "es2022", chunkSizeWarningLimit: 800 },
});

/**
 * On the server `@availability/*` is not bundled: Node (through tsx) loads one instance of each module, shared by the
 * server and the routes. Vite's own `ssr.external` refuses packages whose entry is TypeScript.
 */
function workspaceStaysExternal(): Plugin {
  return {
    name: "workspace-stays-external",
    enforce: "pre",
    resolveId(id, _importer, options) {
      return options.ssr && id.startsWith("@availability/") ? { id, external: true } : null;
    },
  };
}
