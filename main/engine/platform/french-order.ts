const collator = new Intl.Collator('fr', { numeric: true });

/** Order of two texts as a French list has it: accents count after letters, "6e" before "10e". */
export function frenchOrder(a: string, b: string): number {
  return collator.compare(a, b);
}

/** Order of a class list: last name, then first name. */
export function byFrenchName(a: { lastName: string; firstName: string }, b: { lastName: string; firstName: string }): number {
  return frenchOrder(a.lastName, b.lastName) || frenchOrder(a.firstName, b.firstName);
}
