// Organization: roles and what they permit.
export * from "./inputs.ts";
export * from "./permissions.ts";
