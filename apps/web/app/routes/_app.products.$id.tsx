import { Alert, Anchor, Button, Group, Stack, Text, Title } from "@mantine/core";
import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { may, refusalText } from "~/accounts/role-labels.ts";
import { isId } from "~/bookings/id.ts";
import { useAnswer } from "~/forms/use-answer.ts";
import { AffectedList } from "~/products/affected-list.tsx";
import { ProductEditor } from "~/products/editor.tsx";
import { loadLocations } from "~/products/load-locations.server.ts";
import { runProductAction } from "~/products/product-actions.server.ts";
import classes from "~/products/products.module.css";
import { orRefusalPage, requireCaller } from "~/trpc/caller.server.ts";

export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [
  { title: shown ? `${shown.product.name} · Products` : "Product" },
];

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { session, trpc } = await requireCaller(request, context);
  const { id: productId } = params;
  if (!isId(productId)) throw data("No product of your organisation has this id", { status: 404 });
  const [product, others, locations] = await orRefusalPage(
    Promise.all([trpc.product.get({ productId }), trpc.product.list({ limit: 200 }), loadLocations(trpc)]),
  );
  return {
    product,
    candidates: others.data.filter(({ id }) => id !== productId).map(({ id, name }) => ({ id, name })),
    locations,
    timeZone: session.organization.timeZone,
    refusal: may(session.role, "manage_products")
      ? null
      : refusalText(session.role, "manage_products", "change products"),
  };
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const { trpc } = await requireCaller(request, context);
  const productId = isId(params.id) ? params.id : "";
  const outcome = await runProductAction(trpc, { productId, formData: await request.formData() });
  if (outcome.kind === "deleted") return redirect("/products");
  return data(outcome, { status: outcome.kind === "refused" ? outcome.status : 200 });
}

export default function ProductPage() {
  const { product, candidates, locations, timeZone, refusal } = useLoaderData<typeof loader>();
  const outcome = useAnswer<typeof action>();
  const isArchived = product.status === "archived";
  return (
    <Stack gap="md" maw={820}>
      <div>
        <Anchor component={Link} to="/products" size="sm">
          All products
        </Anchor>
        <Title order={1} size="h2">
          {product.name}
        </Title>
        {isArchived ? (
          <Text>Archived: nobody can book it.</Text>
        ) : (
          <Group gap="md">
            <Link to={`/booking/availability?product=${product.id}`}>Edit hours</Link>
            <Link to={`/availability?product=${product.id}`}>Calendar</Link>
          </Group>
        )}
      </div>
      {outcome?.kind === "saved" && (
        <>
          <Alert color="green" variant="light" role="status">
            {outcome.text}
          </Alert>
          <AffectedList affected={outcome.affected} timeZone={timeZone} effect="no longer fit this change" />
        </>
      )}
      <ProductEditor key={product.id} {...{ product, candidates, locations, outcome, refusal }} />
      {refusal === null && <Status version={product.version} isArchived={isArchived} outcome={outcome} />}
    </Stack>
  );
}

type StatusProps = {
  version: number;
  isArchived: boolean;
  outcome: ReturnType<typeof useAnswer<typeof action>>;
};

function Status({ version, isArchived, outcome }: StatusProps) {
  const refused = outcome?.kind === "refused" && outcome.section !== "save" ? outcome.refused : null;
  return (
    <Form method="post" preventScrollReset>
      <fieldset className={classes.part}>
        <legend>{isArchived ? "Offer it again" : "Take it off offer"}</legend>
        {refused && (
          <Alert color="red" variant="light" role="alert">
            {refused.form ?? Object.values(refused.fields).join(" ")}
          </Alert>
        )}
        <Text size="sm">
          {isArchived
            ? "Restoring makes it bookable again, with the settings and hours it has."
            : "Archiving keeps its history and the bookings that stand; nobody can book it any more. It can be restored."}{" "}
          Deleting is for products that were never booked.
        </Text>
        <input type="hidden" name="version" value={version} />
        <Group gap="xs">
          <Button type="submit" name="intent" value={isArchived ? "restore" : "archive"} variant="default">
            {isArchived ? "Restore" : "Archive"}
          </Button>
          <Button type="submit" name="intent" value="delete" variant="subtle" color="red">
            Delete for good
          </Button>
        </Group>
      </fieldset>
    </Form>
  );
}
