import { Stack, Title } from "@mantine/core";
import { Link, Outlet, useLocation } from "@remix-run/react";
import classes from "~/bookings/booking-tabs.module.css";

const tabs = [
  { to: "/booking", label: "Bookings" },
  { to: "/booking/locations", label: "Locations" },
  { to: "/booking/availability", label: "Availability" },
];

/** The three tabs of booking; each is an address of its own. */
export default function BookingLayout() {
  const { pathname } = useLocation();
  const current = tabs.findLast(({ to }) => pathname === to || pathname.startsWith(`${to}/`));
  return (
    <Stack gap="md">
      <Title order={1} size="h2">
        Booking
      </Title>
      <nav aria-label="Booking" className={classes.tabs}>
        {tabs.map(({ to, label }) => (
          <Link
            key={to}
            to={to}
            prefetch="intent"
            className={classes.tab}
            aria-current={to === current?.to ? "page" : undefined}
          >
            {label}
          </Link>
        ))}
      </nav>
      <Outlet />
    </Stack>
  );
}
