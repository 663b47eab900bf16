import { Outlet } from "@remix-run/react";

/** The frame of all settings; each page brings its own heading. */
export default function SettingsLayout() {
  return <Outlet />;
}
