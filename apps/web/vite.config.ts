import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
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

const require = createRequire(import.meta.url);

export default defineConfig({
  plugins: [workspaceStaysExternal(), remix({ future })],
  resolve: { alias: { "~": fileURLToPath(new URL("./app", import.meta.url)) } },
  build: { target: "es2022", chunkSizeWarningLimit: 800 },
});

/**
 * On the server `@availability/*` is not bundled: Node (through tsx) loads one instance of each module, shared by the
 * server and the routes. Vite's own `ssr.external` refuses packages whose entry is TypeScript, and its development server
 * takes only whole addresses for external.
 */
function workspaceStaysExternal(): Plugin {
  return {
    name: "workspace-stays-external",
    enforce: "pre",
    resolveId(id, _importer, options) {
      if (!options.ssr || !id.startsWith("@availability/")) return null;
      const isDevelopment = this.environment.mode === "dev";
      return { id: isDevelopment ? pathToFileURL(require.resolve(id)).href : id, external: true };
    },
  };
}
