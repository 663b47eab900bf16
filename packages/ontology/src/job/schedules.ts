/** When each function without a person behind it runs: the cron, and how far apart its ticks are. */
export const jobSchedules = {
  "sync-due-calendars": { cron: "*/15 * * * *", everyMinutes: 15 },
  "probe-connections": { cron: "*/5 * * * *", everyMinutes: 5 },
  "reconcile-calendars": { cron: "7,22,37,52 * * * *", everyMinutes: 15 },
  "renew-channels": { cron: "23 * * * *", everyMinutes: 60 },
  "relay-outbox": { cron: "* * * * *", everyMinutes: 1 },
  "sweep-bookings": { cron: "* * * * *", everyMinutes: 1 },
  "tend-webhooks": { cron: "41 * * * *", everyMinutes: 60 },
  "extend-blocks": { cron: "17 3 * * *", everyMinutes: 1440 },
  "prune-history": { cron: "11 4 * * *", everyMinutes: 1440 },
  "prune-answers": { cron: "41 3 * * *", everyMinutes: 1440 },
} as const;

export type ScheduledJob = keyof typeof jobSchedules;
