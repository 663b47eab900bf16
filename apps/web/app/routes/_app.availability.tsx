import { Alert, Button, Stack, Text, Title } from "@mantine/core";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import {
  Link,
  Outlet,
  type ShouldRevalidateFunctionArgs,
  useLoaderData,
  useRevalidator,
  useSearchParams,
} from "@remix-run/react";
import { useEffect } from "react";
import { may, refusalText } from "~/accounts/role-labels.ts";
import { Agenda } from "~/availability/agenda.tsx";
import { isSameBut } from "~/availability/calendar-params.ts";
import { Legend } from "~/availability/legend.tsx";
import { loadCalendar } from "~/availability/load-calendar.server.ts";
import { ProductCalendar } from "~/availability/product-calendar.tsx";
import { StaleNotice } from "~/availability/stale-notice.tsx";
import { Toolbar } from "~/availability/toolbar.tsx";
import { requireCaller } from "~/trpc/caller.server.ts";

export const meta: MetaFunction = () => [{ title: "Availability" }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { session, trpc } = await requireCaller(request, context);
  const now = context.app.environment.now();
  const shown = await loadCalendar(trpc, {
    url: new URL(request.url),
    now,
    timeZone: session.organization.timeZone,
  });
  return {
    shown,
    now,
    mayBook: may(session.role, "manage_bookings"),
    refusal: refusalText(session.role, "manage_bookings", "make or change bookings"),
    mayCreateProducts: may(session.role, "manage_products"),
  };
}

/** That the address now names a hold changes nothing that is shown. */
export function shouldRevalidate({
  currentUrl,
  nextUrl,
  formMethod,
  defaultShouldRevalidate,
}: ShouldRevalidateFunctionArgs) {
  return formMethod === undefined && isSameBut("hold", currentUrl, nextUrl) ? false : defaultShouldRevalidate;
}

export default function AvailabilityPage() {
  const { shown, now, mayBook, refusal, mayCreateProducts } = useLoaderData<typeof loader>();
  const [search] = useSearchParams();
  useFreshData();
  if (!shown) return <NoProducts mayCreate={mayCreateProducts} />;
  const { calendar, products, range, timeZone, view, date, title } = shown;
  const query = `?${search}`;
  const bookPath = (start: number) => {
    const next = new URLSearchParams(search);
    next.set("product", calendar.productId);
    next.set("start", new Date(start).toISOString());
    return `/availability/book?${next}`;
  };
  const bookingPath = (id: string) => `/availability/bookings/${id}${query}`;
  return (
    <Stack gap="md">
      <Title order={1} size="h2">
        Availability
      </Title>
      <Toolbar
        {...{ search, products, view, date, title, timeZone }}
        productId={calendar.productId}
        productTimeZone={calendar.timeZone}
      />
      {!mayBook && (
        <Alert color="slate" variant="light">
          {refusal}
        </Alert>
      )}
      <StaleNotice stale={calendar.stale} timeZone={timeZone} />
      <Legend />
      <ProductCalendar
        {...{ calendar, view, timeZone, now, bookPath, bookingPath }}
        date={shown.first}
        canBook={mayBook}
      />
      <Agenda {...{ calendar, range, timeZone, bookPath, bookingPath }} canBook={mayBook} />
      <Outlet />
    </Stack>
  );
}

function NoProducts({ mayCreate }: { mayCreate: boolean }) {
  return (
    <Stack gap="md" maw={520}>
      <Title order={1} size="h2">
        Availability
      </Title>
      <Text>Create your first bookable product to start managing availability.</Text>
      {mayCreate ? (
        <div>
          <Button component={Link} to="/products/new">
            Create bookable product
          </Button>
        </div>
      ) : (
        <Text c="dimmed">Your role does not let you create products; an owner, admin or manager can.</Text>
      )}
    </Stack>
  );
}

const refreshMs = 30_000;

/** Loads the screen anew every half minute and when the window gets the focus again. */
function useFreshData(): void {
  const { revalidate, state } = useRevalidator();
  useEffect(() => {
    const refresh = () => {
      if (!document.hidden && state === "idle") revalidate();
    };
    const timer = setInterval(refresh, refreshMs);
    window.addEventListener("focus", refresh);
    return () => {
      clearInterval(timer);
      window.removeEventListener("focus", refresh);
    };
  }, [revalidate, state]);
}
