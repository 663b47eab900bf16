import type { EventTime } from "./model.ts";
import { dateWall, instantOf, wallAt, wallDate } from "./zone.ts";

/** The instant an event time means; whole days begin at midnight of the calendar's zone. */
export function instantOfTime(time: EventTime, calendarZone: string): number {
  return time.kind === "instant" ? time.at : instantOf(dayWall(time.date), calendarZone);
}

/** The wall reading of an event time in its own zone; a day reads as its midnight. */
export function wallOfTime(time: EventTime): number {
  return time.kind === "instant" ? wallAt(time.at, time.timeZone) : dayWall(time.date);
}

/** An event time of the same kind and zone as `like`, at a wall reading. */
export function timeAtWall(wall: number, like: EventTime): EventTime {
  if (like.kind === "day") return { kind: "day", date: wallDate(wall) };
  return { kind: "instant", at: instantOf(wall, like.timeZone), timeZone: like.timeZone };
}

/** `time` moved by the length of `start`..`end`: real milliseconds for instants, whole days for days. */
export function endFrom(time: EventTime, start: EventTime, end: EventTime): EventTime {
  if (time.kind === "day" && start.kind === "day" && end.kind === "day") {
    return { kind: "day", date: wallDate(dayWall(time.date) + dayWall(end.date) - dayWall(start.date)) };
  }
  if (time.kind === "instant" && start.kind === "instant" && end.kind === "instant") {
    return { kind: "instant", at: time.at + end.at - start.at, timeZone: end.timeZone };
  }
  throw new Error("An event's start and end are of different kinds.");
}

function dayWall(date: string): number {
  const wall = dateWall(date);
  if (wall === null) throw new Error(`"${date}" is not a day.`);
  return wall;
}
