import { DomainError, type FieldError, isDomainError } from "@availability/domain/errors";
import {
  AmountMinor,
  CreateProduct,
  Currency,
  ProductRequirement,
  UpdateProduct,
} from "@availability/domain/product";
import { z } from "@hono/zod-openapi";
import { fieldFaults } from "./field-faults.ts";
import { invalidInput } from "./problem.ts";

const MoneyInput = z.strictObject(
  { amount: AmountMinor, currency: Currency },
  "An amount such as { amount, currency }",
);

// Written as it is read: amounts with their currency, the cancellation policy as one object.
const terms = {
  price: MoneyInput.optional(),
  deposit: MoneyInput.optional(),
  cancellation: z
    .strictObject({
      freeUntilMinutes: UpdateProduct.shape.cancellationFreeUntilMinutes,
      fee: MoneyInput.optional(),
    })
    .optional(),
  requirements: z
    .array(z.strictObject(ProductRequirement.shape), "A list of groups of products")
    .max(10, "At most 10 groups; join those whose members are alike")
    .optional(),
};

const {
  priceMinor: _price,
  depositMinor: _deposit,
  cancellationFeeMinor: _fee,
  cancellationFreeUntilMinutes: _until,
  currency: _currency,
  ...newFields
} = CreateProduct.shape;
export const NewProduct = z.strictObject({ ...newFields, ...terms }).openapi("NewProduct");

const {
  productId: _id,
  priceMinor: _nextPrice,
  depositMinor: _nextDeposit,
  cancellationFeeMinor: _nextFee,
  cancellationFreeUntilMinutes: _nextUntil,
  currency: _nextCurrency,
  ...changedFields
} = UpdateProduct.shape;
export const ProductChanges = z.strictObject({ ...changedFields, ...terms }).openapi("ProductChanges");

type Terms = Pick<z.output<typeof ProductChanges>, keyof typeof terms>;

/** What a verb takes for a new product. Throws `invalid`, with pointers into the body. */
export function toCreateProduct(body: z.output<typeof NewProduct>): CreateProduct {
  const { price, deposit, cancellation, ...fields } = body;
  const input = CreateProduct.safeParse({ ...fields, ...amountsOf({ price, deposit, cancellation }) });
  if (input.success) return input.data;
  throw invalidInput(fieldFaults(input.error).map((fault) => wireFault(body, fault)));
}

/** What a verb takes for a change. Throws `invalid`, with pointers into the body. */
export function toUpdateProduct(productId: string, body: z.output<typeof ProductChanges>): UpdateProduct {
  const { price, deposit, cancellation, ...fields } = body;
  const input = UpdateProduct.safeParse({
    ...fields,
    ...amountsOf({ price, deposit, cancellation }),
    productId,
  });
  if (input.success) return input.data;
  throw invalidInput(fieldFaults(input.error).map((fault) => wireFault(body, fault)));
}

/** Runs a verb; the pointers of its refusals then lead into the body that was sent. */
export async function withWirePointers<T>(body: Terms, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (!isDomainError(error) || !Array.isArray(error.details.errors)) throw error;
    const errors = error.details.errors.map((fault: FieldError) => wireFault(body, fault));
    throw new DomainError(error.code, error.message, { ...error.details, errors });
  }
}

/** The amounts without their currencies, of which there must be one. */
function amountsOf({ price, deposit, cancellation }: Omit<Terms, "requirements">) {
  const [first, ...others] = moniesOf({ price, deposit, cancellation });
  const faults = others.filter(({ money }) => money.currency !== first?.money.currency);
  if (first && faults.length > 0) {
    const detail = `A product has one currency, and ${first.pointer} is in ${first.money.currency}`;
    throw invalidInput(faults.map(({ pointer }) => ({ pointer: `${pointer}/currency`, detail })));
  }
  return {
    priceMinor: price?.amount,
    depositMinor: deposit?.amount,
    cancellationFeeMinor: cancellation?.fee?.amount,
    cancellationFreeUntilMinutes: cancellation?.freeUntilMinutes,
    currency: first?.money.currency,
  };
}

function moniesOf({ price, deposit, cancellation }: Omit<Terms, "requirements">) {
  const given = [
    { pointer: "/price", money: price },
    { pointer: "/deposit", money: deposit },
    { pointer: "/cancellation/fee", money: cancellation?.fee },
  ];
  return given.flatMap(({ pointer, money }) => (money ? [{ pointer, money }] : []));
}

const wirePointers: Record<string, string> = {
  "/priceMinor": "/price/amount",
  "/depositMinor": "/deposit/amount",
  "/cancellationFeeMinor": "/cancellation/fee/amount",
  "/cancellationFreeUntilMinutes": "/cancellation/freeUntilMinutes",
};

function wireFault(body: Terms, { pointer, detail }: FieldError): FieldError {
  const [first] = moniesOf(body);
  const wire = pointer === "/currency" ? `${first?.pointer ?? "/price"}/currency` : wirePointers[pointer];
  return { pointer: wire ?? pointer, detail };
}
