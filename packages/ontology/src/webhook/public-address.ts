import { BlockList, isIP } from "node:net";

/**
 * True for an IP address that anybody on the internet can be reached at: not private, loopback, link-local (where clouds keep
 * their credentials), shared (CGNAT), multicast, reserved, nor IPv6 that wraps such an IPv4 address. False for anything
 * that is no IP address. Source: the IANA special-purpose registries, RFC 6890.
 */
export function isPublicAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !specialIPv4.check(address, "ipv4");
    case 6:
      return globalIPv6.check(address, "ipv6") && !specialIPv6.check(address, "ipv6");
    default:
      return false;
  }
}

// https://www.iana.org/assignments/iana-ipv4-special-registry
const specialIPv4 = ranges("ipv4", [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
]);

// Global unicast is all that is given out (RFC 4291): what lies outside is loopback, local, mapped, NAT64 or reserved.
const globalIPv6 = ranges("ipv6", [["2000::", 3]]);

// https://www.iana.org/assignments/iana-ipv6-special-registry; 2002::/16 and Teredo carry IPv4 addresses.
const specialIPv6 = ranges("ipv6", [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
]);

function ranges(family: "ipv4" | "ipv6", subnets: [network: string, prefix: number][]): BlockList {
  const list = new BlockList();
  for (const [network, prefix] of subnets) list.addSubnet(network, prefix, family);
  return list;
}
