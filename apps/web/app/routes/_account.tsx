import { Outlet } from "@remix-run/react";
import { PlainPage } from "~/shell/plain-page.tsx";

export default function AccountLayout() {
  return (
    <PlainPage>
      <Outlet />
    </PlainPage>
  );
}
