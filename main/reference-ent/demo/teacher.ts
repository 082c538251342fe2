/** The demo's only teacher. The password is no secret: the server listens on loopback and everything in it is invented. */
export const TEACHER = { login: 'claire.martin', password: 'demo', displayName: 'Claire Martin' } as const;
