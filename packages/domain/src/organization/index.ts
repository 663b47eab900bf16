// Organization: roles and what they permit.
export * from "./permissions.ts";
