import { Title } from "@mantine/core";
import type { MetaFunction } from "@remix-run/node";

export const meta: MetaFunction = () => [{ title: "Availability" }];

export default function AvailabilityPage() {
  return (
    <Title order={1} size="h2">
      Availability
    </Title>
  );
}
