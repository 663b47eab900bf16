import { createHash } from "node:crypto";
import type { Simulator } from "../simulator.ts";
import { type Answer, type Call, calendarOf } from "./call.ts";
import type { Channel } from "./channel.ts";
import { GoogleError, invalid, notFound } from "./google-error.ts";

const longestLifeMs = 604_800_000;

/** events.watch: the sync message leaves at once, so that it can arrive before this answer. */
export function watchEvents(call: Call): Answer {
  const { calendar } = calendarOf(call);
  const { id, type, address, token, expiration } = call.body;
  if (calendar.id.includes("#holiday@")) {
    throw new GoogleError(
      400,
      "pushNotSupportedForRequestedResource",
      "Push notifications are not supported by this resource.",
    );
  }
  if (typeof id !== "string" || !/^[A-Za-z0-9\-_+/=]{1,64}$/.test(id))
    throw invalid("Invalid channel id.", "id");
  if (type !== "web_hook") throw invalid("Invalid channel type.", "type");
  if (typeof token === "string" && token.length > 256) throw invalid("The token is too long.", "token");
  const channels = channelsOf(call.simulator);
  if (Object.hasOwn(channels, id)) {
    throw new GoogleError(400, "channelIdNotUnique", `Channel id ${id} not unique`);
  }
  const limit = call.simulator.now() + longestLifeMs;
  const asked = typeof expiration === "string" ? Number(expiration) : limit;
  const channel: Channel = {
    id,
    account: call.account,
    calendarId: calendar.id,
    resourceId: createHash("sha256").update(calendar.id).digest("base64url").slice(0, 27),
    address: webAddress(address),
    token: typeof token === "string" ? token : null,
    expiresAt: Math.min(Number.isFinite(asked) ? asked : limit, limit),
    messageNumber: 0,
    notifiedVersion: calendar.version,
  };
  channels[id] = channel;
  tell(call.simulator, channel, "sync");
  call.simulator.store.changed();
  return {
    status: 200,
    definition: "Channel",
    body: {
      kind: "api#channel",
      id,
      resourceId: channel.resourceId,
      resourceUri: resourceUri(call.simulator, channel),
      ...(channel.token === null ? {} : { token: channel.token }),
      expiration: String(channel.expiresAt),
    },
  };
}

/** channels.stop: only the account that made the channel can, and it names the resource with it. */
export function stopChannel(call: Call): Answer {
  const channels = channelsOf(call.simulator);
  const { id, resourceId } = call.body;
  const channel = typeof id === "string" && Object.hasOwn(channels, id) ? channels[id] : undefined;
  if (channel === undefined || channel.resourceId !== resourceId || channel.account !== call.account) {
    throw notFound();
  }
  delete channels[channel.id];
  call.simulator.store.changed();
  return { status: 204 };
}

/** Tells every live channel whose calendar changed since its last message. */
export function notifyChannels(simulator: Simulator): void {
  const { calendars } = simulator.store.state;
  for (const channel of Object.values(channelsOf(simulator))) {
    const calendar = calendars[channel.calendarId];
    if (channel.expiresAt <= simulator.now()) delete channelsOf(simulator)[channel.id];
    else if (calendar !== undefined && calendar.version > channel.notifiedVersion) {
      channel.notifiedVersion = calendar.version;
      tell(simulator, channel, "exists");
    }
  }
}

function channelsOf({ store: { state } }: Simulator): Record<string, Channel> {
  state.channels ??= {};
  return state.channels;
}

function webAddress(address: unknown): string {
  const url = typeof address === "string" && URL.canParse(address) ? new URL(address) : null;
  const isLocal = url?.protocol === "http:" && /^(localhost|127\.|\[::1\])/.test(url.hostname);
  if (url?.protocol === "https:" || isLocal) return String(address);
  throw new GoogleError(400, "push.webhookUrlNotHttps", "WebHook callback must be HTTPS");
}

function tell(simulator: Simulator, channel: Channel, state: "sync" | "exists"): void {
  // Numbers rise, and now and then one is left out.
  channel.messageNumber += channel.messageNumber > 0 && channel.messageNumber % 3 === 0 ? 2 : 1;
  const number = String(channel.messageNumber);
  simulator.notifications.send({
    provider: "google",
    channel: channel.id,
    url: channel.address,
    secret: channel.token ?? "",
    compose: (secret) => ({
      body: null,
      headers: {
        "user-agent": "APIs-Google; (+https://developers.google.com/webmasters/APIs-Google.html)",
        "x-goog-channel-id": channel.id,
        ...(secret === "" ? {} : { "x-goog-channel-token": secret }),
        "x-goog-channel-expiration": new Date(channel.expiresAt).toUTCString(),
        "x-goog-resource-id": channel.resourceId,
        "x-goog-resource-uri": resourceUri(simulator, channel),
        "x-goog-resource-state": state,
        "x-goog-message-number": number,
      },
    }),
  });
}

function resourceUri(simulator: Simulator, { calendarId }: Channel): string {
  return `${simulator.publicUrl()}/google/calendar/v3/calendars/${encodeURIComponent(calendarId)}/events?alt=json`;
}
