/** A student as class lists write them: « Dupont Léa ». */
export function listName({
  lastName,
  firstName,
}: {
  readonly lastName: string;
  readonly firstName: string;
}): string {
  return `${lastName} ${firstName}`;
}
