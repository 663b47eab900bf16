import { Button, TextInput } from "@mantine/core";
import classes from "./hours.module.css";
import { type DayRange, rangeWords, weekdays } from "./week.ts";

type DayEditorProps = {
  day: number;
  ranges: DayRange[];
  error: string | undefined;
  onChange: (ranges: DayRange[]) => void;
  onCopy: (to: number[]) => void;
};

/** The ranges of one weekday (0 = Monday). Without JavaScript a spare line takes one more. */
export function DayEditor({ day, ranges, error, onChange, onCopy }: DayEditorProps) {
  const name = weekdays[day] ?? "";
  const set = (at: number, change: Partial<DayRange>) =>
    onChange(ranges.map((range, index) => (index === at ? { ...range, ...change } : range)));
  return (
    <fieldset className={classes.day} id={`d${day + 1}`} tabIndex={-1} aria-label={name}>
      <div className={classes.dayName}>{name}</div>
      <div className={classes.ranges}>
        {ranges.length === 0 && <div className={classes.words}>Closed</div>}
        {ranges.map((range, at) => {
          const words = rangeWords(range, day);
          return (
            <div key={at} className={classes.range}>
              <TextInput
                aria-label={`${name}, range ${at + 1}, from`}
                name={`d${day + 1}.${at}.start`}
                value={range.start}
                placeholder="09:00"
                autoComplete="off"
                onChange={({ currentTarget }) => set(at, { start: currentTarget.value })}
              />
              <span aria-hidden>–</span>
              <TextInput
                aria-label={`${name}, range ${at + 1}, to`}
                name={`d${day + 1}.${at}.end`}
                value={range.end}
                placeholder="17:00"
                autoComplete="off"
                onChange={({ currentTarget }) => set(at, { end: currentTarget.value })}
              />
              <Button
                variant="subtle"
                size="xs"
                aria-label={`Remove range ${at + 1} of ${name}`}
                onClick={() => onChange(ranges.filter((_, index) => index !== at))}
              >
                Remove
              </Button>
              {words && <span className={classes.words}>{words}</span>}
            </div>
          );
        })}
        {error && (
          <div className={classes.words} role="alert">
            {error}
          </div>
        )}
        <noscript>
          <div className={classes.range}>
            <input aria-label={`${name}, one more range, from`} name={`d${day + 1}.${ranges.length}.start`} />
            <input aria-label={`${name}, one more range, to`} name={`d${day + 1}.${ranges.length}.end`} />
          </div>
        </noscript>
        <div className={classes.tools}>
          <Button
            variant="default"
            size="xs"
            aria-label={`Add a range on ${name}`}
            onClick={() => onChange([...ranges, ranges.length > 0 ? { start: "", end: "" } : usual])}
          >
            Add a range
          </Button>
          {ranges.length > 0 && (
            <>
              <Button
                variant="subtle"
                size="xs"
                aria-label={`Copy to Mon–Fri: ${name}`}
                onClick={() => onCopy([0, 1, 2, 3, 4])}
              >
                Copy to Mon–Fri
              </Button>
              <Button
                variant="subtle"
                size="xs"
                aria-label={`Copy ${name} to every day`}
                onClick={() => onCopy([0, 1, 2, 3, 4, 5, 6])}
              >
                to every day
              </Button>
              <select
                aria-label={`Copy ${name} to one day`}
                value=""
                onChange={({ currentTarget }) => onCopy([Number(currentTarget.value)])}
              >
                <option value="">to one day…</option>
                {weekdays.map((other, index) =>
                  index === day ? null : (
                    <option key={other} value={index}>
                      {other}
                    </option>
                  ),
                )}
              </select>
            </>
          )}
        </div>
      </div>
    </fieldset>
  );
}

const usual: DayRange = { start: "09:00", end: "17:00" };
