/** What `erase` says. */
export const enErase = {
  about:
    'Erase a student or a school year from this computer, for good. Without --yes nothing is erased: it tells what would go.',
  student: 'the student, "Last-name First-name", or their id',
  year: 'the school year, by its name ("2024-2025") or its id',
  lessons: 'of a year, your lessons, their homework and their documents too',
  proof: 'where to write the proof: numbers and dates, no name',
  yes: 'erase; this cannot be undone',
  which: 'error: give --student, or --year.',
  help: `
With --json, one object: { erased: false, counts, confirmation, outsidePaths }, or { erased: true, id, counts, erasedAt,
finishedAt, mentionCount, outsidePaths, proof }. The ENT keeps what it has; what it sends of it later is not taken in.
Back-ups that you saved elsewhere still hold it.`,
  would: (name: string) => `${name}: this would be erased from this computer.`,
  notYet: 'Nothing was erased: add --yes. What was not sent to the ENT will never be.',
  done: (id: string) => `Erased, and every trace in the database with it. Number of the proof: ${id}`,
  proofAt: (path: string) => `Proof: ${path}`,
  outside: 'These files lie outside of Cartable, and stay; remove them yourself:',
  mentions: (count: number) =>
    `The name still stands in ${count === 1 ? 'one text' : `${count} texts`} of yours about something else.`,
  left: 'The ENT keeps what it has, and so do back-ups that you saved elsewhere.',
  counts: {
    students: (count: number) => `students: ${count}`,
    assignments: (count: number) => `assignments: ${count}`,
    submissions: (count: number) => `copies: ${count}`,
    grades: (count: number) => `grades: ${count}`,
    comments: (count: number) => `comments: ${count}`,
    lessons: (count: number) => `lessons: ${count}`,
    files: (count: number) => `attached documents: ${count}`,
    unsentEdits: (count: number) => `edits that were not sent to the ENT: ${count}`,
    documents: (count: number) => `files that nothing else uses: ${count}`,
    backUps: (count: number) => `automatic back-ups, replaced by a new one: ${count}`,
    setAsideFolders: (count: number) => `earlier states of the account: ${count}`,
  },
};
