import type { Calendar } from "../state/model.ts";
import { bounds, type Occurrence, seriesOccurrences } from "../state/occurrences.ts";
import { GoogleError, invalid } from "./google-error.ts";
import type { Query } from "./query.ts";

const EVENT_TYPES = [
  "birthday",
  "default",
  "focusTime",
  "fromGmail",
  "outOfOffice",
  "workingLocation",
] as const;
/** Google answers 410 for older ones; the exact age is not documented. */
const UPDATED_MIN_MAX_AGE_MS = 28 * 86_400_000;

export interface ListFilters {
  singleEvents: boolean;
  showDeleted: boolean;
  /** Exclusive lower bound of an event's end, epoch ms. */
  timeMin: number | undefined;
  /** Exclusive upper bound of an event's start, epoch ms. */
  timeMax: number | undefined;
  updatedMin: number | undefined;
  orderBy: "startTime" | "updated" | undefined;
  iCalUID: string | undefined;
  words: string[];
  eventTypes: string[];
  privateProperties: string[];
  sharedProperties: string[];
}

/** The filters of events.list and events.instances; contradictions are a GoogleError 400. */
export function readFilters(query: Query, now: number): ListFilters {
  const filters: ListFilters = {
    singleEvents: query.flag("singleEvents"),
    showDeleted: query.flag("showDeleted"),
    timeMin: query.instant("timeMin"),
    timeMax: query.instant("timeMax"),
    updatedMin: query.instant("updatedMin"),
    orderBy: query.oneOf("orderBy", ["startTime", "updated"]),
    iCalUID: query.text("iCalUID"),
    words: (query.text("q") ?? "").toLowerCase().split(/\s+/).filter(Boolean),
    eventTypes: query.all("eventTypes"),
    privateProperties: query.all("privateExtendedProperty"),
    sharedProperties: query.all("sharedExtendedProperty"),
  };
  if (filters.timeMin !== undefined && filters.timeMax !== undefined && filters.timeMin >= filters.timeMax) {
    throw new GoogleError(400, "timeRangeEmpty", "The specified time range is empty.", {
      domain: "calendar",
      location: "timeMax",
    });
  }
  if (filters.orderBy === "startTime" && !filters.singleEvents) {
    throw invalid("The requested ordering is not available for the particular query.", "orderBy");
  }
  if (filters.updatedMin !== undefined && filters.updatedMin < now - UPDATED_MIN_MAX_AGE_MS) {
    throw new GoogleError(
      410,
      "updatedMinTooLongAgo",
      "The requested minimum modification time lies too far in the past.",
      {
        domain: "calendar",
        location: "updatedMin",
      },
    );
  }
  const unknownType = filters.eventTypes.find((type) => !EVENT_TYPES.some((known) => known === type));
  if (unknownType !== undefined) throw invalid(`Invalid value '${unknownType}'.`, "eventTypes");
  return filters;
}

/** Whether a listing that is not incremental contains this occurrence; series are expanded up to `horizon`. */
export function isListed(
  occurrence: Occurrence,
  filters: ListFilters,
  { calendar, horizon }: { calendar: Calendar; horizon: number },
): boolean {
  return (
    showsStatus(occurrence, filters, calendar) &&
    saysWhatIsSought(occurrence, filters) &&
    spans(occurrence, calendar, horizon).some(
      ({ start, end }) => (filters.timeMin ?? -Infinity) < end && start < (filters.timeMax ?? Infinity),
    )
  );
}

function showsStatus(occurrence: Occurrence, filters: ListFilters, calendar: Calendar): boolean {
  if (occurrence.status !== "cancelled" || filters.showDeleted || filters.updatedMin !== undefined)
    return true;
  // Without expansion the reader needs cancelled occurrences to know what a living master leaves out.
  const exception = occurrence.source.exceptionOf;
  if (filters.singleEvents || exception === undefined) return false;
  return !exception.retired && calendar.events[exception.seriesId]?.status !== "cancelled";
}

function saysWhatIsSought({ source }: Occurrence, filters: ListFilters): boolean {
  const { details } = source;
  const text = [details.summary, details.description, details.location].join("\n").toLowerCase();
  return (
    (filters.updatedMin === undefined || Date.parse(source.updated) >= filters.updatedMin) &&
    (filters.iCalUID === undefined || source.iCalUID === filters.iCalUID) &&
    filters.words.every((word) => text.includes(word)) &&
    (filters.eventTypes.length === 0 || filters.eventTypes.includes(details.eventType ?? "default")) &&
    filters.privateProperties.every((pair) => hasProperty(details.extendedProperties?.private, pair)) &&
    filters.sharedProperties.every((pair) => hasProperty(details.extendedProperties?.shared, pair))
  );
}

function hasProperty(properties: Record<string, string> | undefined, pair: string): boolean {
  const [name = "", ...value] = pair.split("=");
  return properties?.[name] === value.join("=");
}

function spans(occurrence: Occurrence, calendar: Calendar, horizon: number) {
  const isMaster = occurrence.instance === undefined && occurrence.source.recurrence !== undefined;
  if (!isMaster) return [bounds(occurrence, calendar)];
  return seriesOccurrences(calendar, occurrence.source, horizon).map((instance) =>
    bounds(instance, calendar),
  );
}
