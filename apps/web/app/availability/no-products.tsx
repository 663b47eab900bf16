import { Button, Stack, Text, Title } from "@mantine/core";
import { Link } from "@remix-run/react";

/** What the calendar says before there is anything to book. */
export function NoProducts({ mayCreate }: { mayCreate: boolean }) {
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
