import * as z from "zod";

export const Settings = z.strictObject({
  accessTokenSeconds: z.number().int().min(1).max(86_400),
  /** Upper bound of every page, whatever maxResults says; null = Google's own limits. */
  pageSize: z.number().int().min(1).max(2_500).nullable(),
  undeleteRefused: z.boolean(),
  incrementalReturnsMasters: z.boolean(),
  strictRotation: z.boolean(),
  /** How many years a series without an end is expanded into the future. */
  seriesYears: z.number().int().min(1).max(75),
  /** Consent without a page, for tests; null shows the page. */
  autoConsent: z
    .strictObject({
      account: z.string(),
      decision: z.enum(["allow", "deny", "needsAdmin"]).default("allow"),
      scopes: z.array(z.string()).optional(),
    })
    .nullable(),
  /** Exact redirect URIs of the client; null = any http(s) URI whose path ends in the product's callback. */
  redirectUris: z.array(z.url()).nullable(),
  /** Graph repeats an entity on the last page of a delta round. */
  deltaRepeats: z.boolean(),
  /** Graph begins every delta round with an empty page. */
  deltaEmptyPages: z.boolean(),
  /** Graph names the occurrences, too, when a series is deleted. */
  deltaRemovesOccurrences: z.boolean(),
  /** How Graph refuses a transaction id that was used with another body, and whether it says by which event. */
  duplicateTransactionStatus: z.union([z.literal(400), z.literal(409)]),
  duplicateTransactionNamesEvent: z.boolean(),
  /** Graph gives zones their Windows names. */
  windowsZoneNames: z.boolean(),
  /** How long Graph's $filter does not find what was just created. */
  filterLagSeconds: z.number().int().min(0).max(3_600),
});
export type Settings = z.infer<typeof Settings>;

export const DEFAULT_SETTINGS: Settings = {
  accessTokenSeconds: 3599,
  pageSize: null,
  undeleteRefused: false,
  incrementalReturnsMasters: false,
  strictRotation: false,
  seriesYears: 2,
  autoConsent: null,
  redirectUris: null,
  deltaRepeats: false,
  deltaEmptyPages: false,
  deltaRemovesOccurrences: false,
  duplicateTransactionStatus: 400,
  duplicateTransactionNamesEvent: true,
  windowsZoneNames: false,
  filterLagSeconds: 0,
};

export function withDefaults(settings: unknown): unknown {
  return typeof settings === "object" ? { ...DEFAULT_SETTINGS, ...settings } : settings;
}
