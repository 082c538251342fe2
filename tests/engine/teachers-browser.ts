/** Fills the ENT's form in, as a teacher's browser does, and tells where it is sent back to. */
export async function fillIn(
  address: string,
  fields: { readonly login: string; readonly password: string } | { readonly choice: string },
): Promise<string> {
  const page = await fetch(address);
  const { origin, pathname, searchParams } = new URL(address);
  const form =
    'choice' in fields ? { choice: fields.choice } : { login: fields.login, password: fields.password };
  const reply = await fetch(`${origin}${pathname}`, {
    method: 'POST',
    body: new URLSearchParams([...searchParams, ...Object.entries(form)]),
    redirect: 'manual',
  });
  if (page.status !== 200 || reply.status !== 303)
    throw new Error(`the page answered ${page.status}, the form ${reply.status}`);
  return reply.headers.get('location') ?? '';
}
