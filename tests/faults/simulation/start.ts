/** Where every story begins: a Tuesday of school, at ten in Paris (epoch ms). */
export const START_MS = Date.UTC(2026, 10, 24, 9);
