// Watch: the channels by which providers tell us of changes, and what becomes of such a notification.
export { keepWatched, type WatchOutcome } from "./keep-watched.ts";
export { queueDueChannels } from "./queue-due-channels.ts";
export { type Notice, type NoticeOutcome, receiveNotification } from "./receive-notification.ts";
export { requestSettled } from "./request-settled.ts";
