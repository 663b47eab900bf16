import { CreateProduct, productTypes } from "@availability/domain/product";
import { Hours, TimeZone } from "@availability/domain/time";
import {
  Button,
  Checkbox,
  Group,
  NativeSelect,
  NumberInput,
  Stack,
  Text,
  TextInput,
  Title,
} from "@mantine/core";
import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Form, useLoaderData, useNavigation } from "@remix-run/react";
import * as z from "zod";
import { may, refusalText } from "~/accounts/role-labels.ts";
import { requireSession } from "~/accounts/session.server.ts";
import { TimeZoneField, timeZones } from "~/accounts/time-zone-field.tsx";
import { FormProblem } from "~/forms/form-problem.tsx";
import { parseForm, refuse } from "~/forms/parse-form.ts";
import { useAnswer } from "~/forms/use-answer.ts";
import { refusalOf, requireCaller } from "~/trpc/caller.server.ts";

export const meta: MetaFunction = () => [{ title: "New product · Availability" }];

const weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

const ProductForm = z.object({
  type: CreateProduct.shape.type,
  name: CreateProduct.shape.name,
  capacity: z.coerce.number("A whole number").int("A whole number").min(1, "At least 1").max(10_000),
  durationMinutes: z.coerce.number("Minutes").int("Whole minutes").min(5, "At least 5 minutes").max(10_080),
  slotStepMinutes: z.coerce.number("Minutes").int("Whole minutes").min(5, "At least 5 minutes").max(1440),
  timeZone: TimeZone,
  opens: Hours.shape.start,
  closes: Hours.shape.end,
});

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { role, organization } = await requireSession(request, context);
  if (!may(role, "manage_products")) {
    throw data(refusalText(role, "manage_products", "create products"), { status: 403 });
  }
  return { timeZone: organization.timeZone, zones: timeZones() };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { trpc } = await requireCaller(request, context);
  const formData = await request.formData();
  const parsed = parseForm(ProductForm, formData);
  if (!parsed.ok) return data({ refused: parsed.refused }, { status: 400 });
  const { timeZone, opens, closes, durationMinutes, capacity, ...product } = parsed.value;
  const days = formData.getAll("days").map(Number);
  if (opens === closes) {
    return data(
      { refused: refuse(formData, { field: "closes", message: "The end equals the start" }) },
      { status: 400 },
    );
  }
  if (days.length === 0) {
    return data(
      { refused: refuse(formData, { form: "Choose at least one day on which it is open." }) },
      { status: 400 },
    );
  }
  try {
    const { id: productId } = await trpc.product.create({
      ...product,
      capacity,
      maxAttendeesPerBooking: capacity,
      durationsMinutes: [durationMinutes],
    });
    await trpc.availability.setSchedule({
      productId,
      timeZone,
      weeklyHours: [{ days, start: opens, end: closes }],
    });
    return redirect(`/availability?product=${productId}`);
  } catch (error) {
    const refusal = refusalOf(error);
    if (!refusal) throw error;
    return data({ refused: refuse(formData, { form: refusal.message }) }, { status: refusal.status });
  }
}

export default function NewProductPage() {
  const { timeZone, zones } = useLoaderData<typeof loader>();
  const refused = useAnswer<typeof action>()?.refused;
  const values = refused?.values ?? {};
  const error = (name: string) => refused?.fields[name];
  const isSending = useNavigation().state === "submitting";
  return (
    <Stack gap="md" maw={520}>
      <Title order={1} size="h2">
        New bookable product
      </Title>
      <Form method="post">
        <Stack gap="sm">
          <FormProblem refused={refused} />
          <NativeSelect
            label="Type"
            name="type"
            defaultValue={values.type ?? "room"}
            data={[...productTypes]}
          />
          <TextInput label="Name" name="name" required defaultValue={values.name} error={error("name")} />
          <NumberInput
            label="Places"
            description="How many attendees fit at one time"
            name="capacity"
            min={1}
            defaultValue={Number(values.capacity ?? 1)}
            error={error("capacity")}
          />
          <Group grow>
            <NumberInput
              label="Duration (minutes)"
              name="durationMinutes"
              min={5}
              step={5}
              defaultValue={Number(values.durationMinutes ?? 60)}
              error={error("durationMinutes")}
            />
            <NumberInput
              label="A start every (minutes)"
              name="slotStepMinutes"
              min={5}
              step={5}
              defaultValue={Number(values.slotStepMinutes ?? 30)}
              error={error("slotStepMinutes")}
            />
          </Group>
          <fieldset>
            <legend>Open on</legend>
            <Group gap="sm">
              {weekdays.map((day, index) => (
                <Checkbox key={day} name="days" value={index + 1} label={day} defaultChecked={index < 5} />
              ))}
            </Group>
          </fieldset>
          <Group grow>
            <TextInput
              label="From"
              name="opens"
              placeholder="09:00"
              defaultValue={values.opens ?? "09:00"}
              error={error("opens")}
            />
            <TextInput
              label="To"
              name="closes"
              placeholder="17:00"
              description="24:00 ends the day"
              defaultValue={values.closes ?? "17:00"}
              error={error("closes")}
            />
          </Group>
          <TimeZoneField zones={zones} chosen={values.timeZone ?? timeZone} error={error("timeZone")} />
          <Text size="sm" c="dimmed">
            Times of day are meant in this zone, whatever the clocks do.
          </Text>
          <div>
            <Button type="submit" loading={isSending}>
              Create product
            </Button>
          </div>
        </Stack>
      </Form>
    </Stack>
  );
}
