import { createTheme, type MantineColorsTuple } from "@mantine/core";

// The calendar owns green, blue, red and grey (theme.css); the interface itself stays slate so that these stand out.
const slate: MantineColorsTuple = [
  "#f3f6f8",
  "#e5eaef",
  "#ccd5de",
  "#abb9c6",
  "#879aab",
  "#697f93",
  "#51677b",
  "#3d5163",
  "#2b3c4c",
  "#1a2733",
];

export const theme = createTheme({
  colors: { slate },
  primaryColor: "slate",
  primaryShade: { light: 8, dark: 6 },
  autoContrast: true,
  defaultRadius: "md",
  cursorType: "pointer",
  fontFamily:
    'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "Liberation Sans", sans-serif',
  headings: { fontWeight: "600" },
  respectReducedMotion: true,
});
