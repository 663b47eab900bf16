import { createContext, useContext } from "react";

/** What belongs to one request and must never be part of the loader data: the CSP nonce and the reference id. */
type RequestContextValue = { nonce: string; requestId: string | null };

const RequestContext = createContext<RequestContextValue>({ nonce: "", requestId: null });

export const RequestContextProvider = RequestContext.Provider;

export function useNonce(): string {
  return useContext(RequestContext).nonce;
}

/** The id under which the server's log knows the request that brought this document. */
export function useRequestId(): string | null {
  return useContext(RequestContext).requestId;
}
