import type { ProductType } from "@availability/domain/product";
import type { Product } from "@availability/ontology/product";
import { Button, Checkbox, Group, NativeSelect, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { Form, useNavigation } from "@remix-run/react";
import { useState } from "react";
import { ErrorSummary } from "~/forms/error-summary.tsx";
import {
  cancellationFields,
  type EditorField,
  editorLabels,
  editorValues,
  moneyFields,
  timeFields,
} from "./editor-fields.ts";
import type { ProductOutcome } from "./product-actions.server.ts";
import classes from "./products.module.css";
import { RequirementFields } from "./requirement-fields.tsx";
import { placesMeaning, policyWords, typeOptions, typeWords } from "./words.ts";

type EditorProps = {
  product: Product;
  locations: { id: string; name: string; isArchived: boolean }[];
  candidates: { id: string; name: string }[];
  outcome: ProductOutcome | undefined;
  /** Shown to whoever may not change anything. */
  refusal: string | null;
};

/** All settings of a product in one form; a refused one keeps what was typed. */
export function ProductEditor({ product, locations, candidates, outcome, refusal }: EditorProps) {
  const isSending = useNavigation().formData?.get("intent") === "save";
  const refusalOfSave = outcome?.kind === "refused" && outcome.section === "save" ? outcome : null;
  const refused = refusalOfSave?.refused;
  const values = { ...editorValues(product), ...refused?.values };
  const [type, setType] = useState<ProductType>(product.type);
  const isChecked = (name: string, stored: boolean) =>
    refused ? refused.values[name] !== undefined : stored;
  const lines = (fields: EditorField[]) =>
    fields.map((field) => <Line key={field.name} {...{ field, values, refused }} />);
  const places = locations.filter(({ id, isArchived }) => !isArchived || id === product.locationId);
  return (
    <Form method="post" preventScrollReset>
      <input type="hidden" name="version" value={values.version ?? product.version} />
      <fieldset disabled={refusal !== null} style={{ border: 0, margin: 0, padding: 0, minWidth: 0 }}>
        <Stack gap="md">
          <ErrorSummary refused={refused} labels={editorLabels} />
          {refusalOfSave && refusalOfSave.storedVersion !== null && (
            <Group gap="xs">
              <Button component="a" href={`/products/${product.id}`} variant="default">
                Drop mine and load theirs
              </Button>
              <Button type="submit" name="overVersion" value={refusalOfSave.storedVersion} variant="default">
                Save mine over theirs
              </Button>
            </Group>
          )}
          <fieldset className={classes.part}>
            <legend>What it is</legend>
            <div className={classes.pair}>
              <Line field={{ name: "name", label: "Name" }} {...{ values, refused }} />
              <NativeSelect
                id="type"
                label="Type"
                name="type"
                defaultValue={values.type}
                data={typeOptions}
                error={refused?.fields.type}
                onChange={({ currentTarget }) => setType(asType(currentTarget.value))}
              />
            </div>
            <Textarea
              id="description"
              label="Description (optional)"
              name="description"
              rows={3}
              defaultValue={values.description}
              error={refused?.fields.description}
            />
            <div className={classes.pair}>
              <NativeSelect
                id="locationId"
                label="Location"
                description="Its hours and closures hold here too."
                name="locationId"
                defaultValue={values.locationId}
                error={refused?.fields.locationId}
                data={[
                  { value: "", label: "None" },
                  ...places.map(({ id, name, isArchived }) => ({
                    value: id,
                    label: isArchived ? `${name} (archived)` : name,
                  })),
                ]}
              />
              <div>
                <Checkbox
                  label="A colour of its own"
                  name="hasColour"
                  defaultChecked={isChecked("hasColour", product.colour !== null)}
                />
                <input type="color" aria-label="Colour" name="colour" defaultValue={values.colour} />
              </div>
            </div>
            <div className={classes.pair}>
              <Line
                field={{ name: "capacity", label: "Places", meaning: placesMeaning[type], numeric: true }}
                {...{ values, refused }}
              />
              <Line
                field={{
                  name: "maxAttendeesPerBooking",
                  label: "Attendees per booking, at most",
                  meaning: "How many places one booking can take.",
                  numeric: true,
                }}
                {...{ values, refused }}
              />
            </div>
          </fieldset>
          <fieldset className={classes.part}>
            <legend>Times</legend>
            <div className={classes.pair}>{lines(timeFields)}</div>
          </fieldset>
          <fieldset className={classes.part}>
            <legend>Approval</legend>
            <Checkbox
              label="Each booking waits until somebody approves it"
              name="requiresApproval"
              defaultChecked={isChecked("requiresApproval", product.requiresApproval)}
            />
            <Line
              field={{
                name: "approvalMinutes",
                label: "Time to decide (minutes)",
                meaning:
                  "Undecided after that, the booking expires. Empty: it waits for as long as it takes.",
                numeric: true,
              }}
              {...{ values, refused }}
            />
          </fieldset>
          <fieldset className={classes.part}>
            <legend>Price and payment</legend>
            <div className={classes.pair}>{lines(moneyFields)}</div>
            <NativeSelect
              id="paymentPolicy"
              label="To be paid before it is confirmed"
              name="paymentPolicy"
              defaultValue={values.paymentPolicy}
              error={refused?.fields.paymentPolicy}
              data={Object.entries(policyWords).map(([value, label]) => ({ value, label }))}
            />
          </fieldset>
          <fieldset className={classes.part}>
            <legend>Cancellation</legend>
            <div className={classes.pair}>{lines(cancellationFields)}</div>
          </fieldset>
          <RequirementFields
            groups={product.requirements}
            candidates={candidates}
            error={refused?.fields.requirements}
          />
          {refusal ? (
            <Text size="sm">{refusal}</Text>
          ) : (
            <div>
              <Button type="submit" name="intent" value="save" loading={isSending}>
                Save
              </Button>
            </div>
          )}
        </Stack>
      </fieldset>
    </Form>
  );
}

type LineProps = {
  field: EditorField;
  values: Record<string, string>;
  refused: { fields: Record<string, string> } | undefined;
};

function Line({ field: { name, label, meaning, numeric }, values, refused }: LineProps) {
  return (
    <TextInput
      id={name}
      name={name}
      label={label}
      description={meaning}
      inputMode={numeric ? "numeric" : undefined}
      defaultValue={values[name] ?? ""}
      error={refused?.fields[name]}
      autoComplete="off"
    />
  );
}

function asType(value: string): ProductType {
  // The select offers nothing but the types.
  return value in typeWords ? (value as ProductType) : "room";
}
