import * as z from "zod";

/** One group: `count` of its members are needed, and `units` of each (null: all it has). */
export const ProductRequirement = z
  .object({
    name: z
      .string("Name the group, such as Room")
      .trim()
      .min(1, "Name the group, such as Room")
      .max(100, "At most 100 characters"),
    count: z.int("A whole number").min(1, "At least 1").max(50, "At most 50").default(1),
    units: z
      .int("A whole number, or null for all that a member has")
      .min(1, "At least 1, or null for all that a member has")
      .max(10_000, "At most 10000, or null for all that a member has")
      .nullable()
      .default(1),
    productIds: z
      // Lower case, as they are stored: the same id written otherwise is the same product.
      .array(z.uuid("An id of one of your products").toLowerCase(), "A list of product ids")
      .min(1, "Name at least one product that can serve")
      .max(50, "At most 50 products"),
  })
  .check(({ value: { count, productIds }, issues }) => {
    if (issues.length > 0) return;
    if (count > productIds.length) {
      const message = `${count} are needed of ${productIds.length}; name more products or need fewer`;
      issues.push({ code: "custom", path: ["count"], message, input: count });
    }
    const seen = new Set<string>();
    for (const [index, id] of productIds.entries()) {
      const path = ["productIds", index];
      if (seen.has(id)) issues.push({ code: "custom", path, message: "Name each product once", input: id });
      seen.add(id);
    }
  });
export type ProductRequirement = z.output<typeof ProductRequirement>;
