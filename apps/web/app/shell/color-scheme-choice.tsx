import { useFetcher, useLocation, useRouteLoaderData } from "@remix-run/react";
import type { loader } from "../root.tsx";
import menu from "./account-menu.module.css";
import classes from "./color-scheme-choice.module.css";
import { colorSchemes } from "./color-scheme-cookie.ts";

const labels = { light: "Light", dark: "Dark", auto: "System" };

/** Three buttons that store the scheme in a cookie; without JavaScript the page reloads in the new scheme. */
export function ColorSchemeChoice() {
  const fetcher = useFetcher();
  const { pathname, search } = useLocation();
  const stored = useRouteLoaderData<typeof loader>("root")?.colorScheme ?? "auto";
  const current = fetcher.formData?.get("scheme") ?? stored;
  return (
    <fetcher.Form method="post" action="/color-scheme" className={menu.group}>
      <input type="hidden" name="next" value={pathname + search} />
      <fieldset className={classes.choice}>
        <legend className={classes.legend}>Colours</legend>
        {colorSchemes.map((scheme) => (
          <button
            key={scheme}
            type="submit"
            name="scheme"
            value={scheme}
            aria-pressed={scheme === current}
            className={classes.option}
          >
            {labels[scheme]}
          </button>
        ))}
      </fieldset>
    </fetcher.Form>
  );
}
