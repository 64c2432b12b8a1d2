/** The days of the matrix: the demonstration's first, and that on which the cells are asked, when a notice of seven days has passed. */
export const beginning = '2025-09-01';
export const today = '2025-09-12';
export const yesterday = '2025-09-11';
export const tomorrow = '2025-09-13';
/** The first instant of business of the day on which the cells are asked. */
export const asked = `${today}T01:00:00Z`;
