import { Outlet, useRouteLoaderData } from "@remix-run/react";
import { SettingsFrame } from "~/settings/frame.tsx";
import { ErrorPanel } from "~/shell/error-panel.tsx";
import type { loader as appLoader } from "./_app.tsx";

/** The frame of all settings; each page brings its own heading. */
export default function SettingsLayout() {
  return (
    <SettingsFrame role={useRole()}>
      <Outlet />
    </SettingsFrame>
  );
}

export function ErrorBoundary() {
  return (
    <SettingsFrame role={useRole()}>
      <ErrorPanel />
    </SettingsFrame>
  );
}

function useRole() {
  return useRouteLoaderData<typeof appLoader>("routes/_app")?.viewer.role ?? "viewer";
}
