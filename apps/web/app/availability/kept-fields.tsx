/** Hidden fields with the rest of the address, for a form that changes some of it. */
export function KeptFields({ search, except }: { search: URLSearchParams; except: readonly string[] }) {
  const kept = [...search].filter(([name]) => !except.includes(name));
  return kept.map(([name, value]) => (
    <input key={`${name} ${value}`} type="hidden" name={name} value={value} />
  ));
}
