import type { Product } from "@availability/ontology/product";
import { Checkbox, NativeSelect, Text, TextInput } from "@mantine/core";
import classes from "./products.module.css";

type Group = Product["requirements"][number];
type RequirementFieldsProps = {
  groups: Group[];
  candidates: { id: string; name: string }[];
  error: string | undefined;
};

/** What a booking of the product needs besides it: the stored groups, and an empty one to add. */
export function RequirementFields({ groups, candidates, error }: RequirementFieldsProps) {
  return (
    <fieldset className={classes.part} id="requirements" tabIndex={-1}>
      <legend>Requirements</legend>
      <Text size="sm" c="dimmed">
        What each booking needs besides this product. A time is free only when all groups can be filled;
        bookings take what they need by themselves. A group without products is removed when you save.
      </Text>
      {error && (
        <Text size="sm" c="red" role="alert">
          {error}
        </Text>
      )}
      {groups.map((group, index) => (
        <GroupFields key={`${group.name} ${index}`} index={index} group={group} candidates={candidates} />
      ))}
      {candidates.length > 0 && groups.length < 10 && (
        <details>
          <summary>Add a group…</summary>
          <GroupFields index={groups.length} group={null} candidates={candidates} />
        </details>
      )}
      {candidates.length === 0 && (
        <Text size="sm">There is no other active product that could be required.</Text>
      )}
    </fieldset>
  );
}

type GroupFieldsProps = { index: number; group: Group | null; candidates: { id: string; name: string }[] };

function GroupFields({ index, group, candidates }: GroupFieldsProps) {
  const name = (field: string) => `group${index}.${field}`;
  const isAny = group !== null && group.count < group.productIds.length;
  const chosen = new Set(group?.productIds);
  return (
    <fieldset className={classes.group}>
      <legend>{group ? group.name : "New group"}</legend>
      {group && <input type="hidden" name={name("wasStored")} value="1" />}
      <TextInput
        label="What it is"
        placeholder="Room"
        name={name("name")}
        defaultValue={group?.name ?? ""}
        maxLength={100}
      />
      <div className={classes.pair}>
        <NativeSelect
          label="Needed"
          name={name("mode")}
          defaultValue={group === null || isAny ? "any" : "all"}
          data={[
            { value: "all", label: "All of the products" },
            { value: "any", label: "Any of them, as many as:" },
          ]}
        />
        <TextInput
          label="How many of them"
          description="Only for “any of them”"
          name={name("count")}
          inputMode="numeric"
          defaultValue={group?.count ?? 1}
        />
        <TextInput
          label="Places of each"
          description="Empty: all it has"
          name={name("units")}
          inputMode="numeric"
          defaultValue={group ? (group.units ?? "") : 1}
        />
      </div>
      <fieldset className={classes.members}>
        <legend>Products that can serve</legend>
        {candidates.map((one) => (
          <Checkbox
            key={one.id}
            name={name("productIds")}
            value={one.id}
            label={one.name}
            defaultChecked={chosen.has(one.id)}
          />
        ))}
      </fieldset>
    </fieldset>
  );
}
