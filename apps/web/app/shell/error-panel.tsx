import { Alert, Button, Code, Group, Stack, Text, Title } from "@mantine/core";
import { isRouteErrorResponse, Link, useRouteError } from "@remix-run/react";
import { useEffect, useState } from "react";
import { latestRequestId } from "../reference-id.ts";
import { useRequestId } from "../request-context.tsx";

/** What a failed screen shows in its place: what happened, whether data is safe, retry, and the id to quote. */
export function ErrorPanel() {
  return <Panel {...describe(useRouteError())} />;
}

export function NotFoundPanel() {
  return <Panel {...notFound} />;
}

function Panel({ title, detail, isFault }: Description) {
  return (
    <Stack gap="md" maw={560}>
      <Title order={1} size="h2">
        {title}
      </Title>
      <Alert color={isFault ? "red" : "slate"} variant="light" role="alert">
        {detail}
      </Alert>
      <Group>
        {isFault && (
          <Button component="a" href="">
            Try again
          </Button>
        )}
        <Button component={Link} to="/" variant={isFault ? "default" : "filled"}>
          Back to the start
        </Button>
      </Group>
      <ReferenceId />
    </Stack>
  );
}

/** The id under which the log knows the failed request. */
export function ReferenceId() {
  const ofDocument = useRequestId();
  const [id, setId] = useState(ofDocument);
  useEffect(() => setId(latestRequestId() ?? ofDocument), [ofDocument]);
  if (!id) return null;
  return (
    <Text size="sm" c="dimmed">
      Reference: <Code>{id}</Code>
    </Text>
  );
}

type Description = { title: string; detail: string; isFault: boolean };

const notFound: Description = {
  title: "Page not found",
  detail: "Nothing is at this address. It may have been removed, or the link is mistyped.",
  isFault: false,
};

function describe(error: unknown): Description {
  if (!isRouteErrorResponse(error)) {
    return {
      title: "Something went wrong",
      detail: "The fault is ours and has been recorded. What was saved before is safe.",
      isFault: true,
    };
  }
  const detail = typeof error.data === "string" && error.data ? error.data : undefined;
  switch (error.status) {
    case 403:
      return { title: "Not permitted", detail: detail ?? "Your role does not include this.", isFault: false };
    case 404:
      return { ...notFound, detail: detail ?? notFound.detail };
    default:
      return {
        title: error.status >= 500 ? "Something went wrong" : "That did not work",
        detail: detail ?? "The request could not be answered. What was saved before is safe.",
        isFault: error.status >= 500,
      };
  }
}
