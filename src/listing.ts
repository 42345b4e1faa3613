/** Names separated by commas: at most `most` of them, and how many more there are. */
export function listed(names: readonly string[], most = 10): string {
  const more = names.length - most
  return more > 0 ? `${names.slice(0, most).join(', ')} and ${more} more` : names.join(', ')
}
