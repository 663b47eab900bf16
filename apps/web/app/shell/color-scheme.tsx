import { useMantineColorScheme } from "@mantine/core";
import { useEffect } from "react";
import type { ColorScheme } from "./color-scheme-cookie.ts";

/** Sets the system's scheme before the first paint; only for those who made no choice of their own. */
export function ColorSchemeScript({ nonce }: { nonce: string }) {
  const script =
    'if(matchMedia("(prefers-color-scheme: dark)").matches)document.documentElement.dataset.mantineColorScheme="dark"';
  return <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: script }} />;
}

/** Hands the cookie's scheme, which the server knows, to Mantine whenever it changes. */
export function FollowColorScheme({ colorScheme }: { colorScheme: ColorScheme }) {
  const { setColorScheme } = useMantineColorScheme();
  useEffect(() => setColorScheme(colorScheme), [colorScheme, setColorScheme]);
  return null;
}
