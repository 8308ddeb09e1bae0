// Files of a drop, with those inside dropped folders.

/**
 * @param {{entries: FileSystemEntry[], files: File[]}} drop
 * @returns {Promise<File[]>}
 */
export async function filesOf(drop) {
  if (!drop.entries.length) return drop.files;
  const found = await Promise.all(drop.entries.map(below));
  return found.flat();
}

/**
 * @param {FileSystemEntry} entry
 * @returns {Promise<File[]>}
 */
async function below(entry) {
  if (entry.name.startsWith(".") || entry.name.startsWith("~$")) return [];
  if (entry.isFile) return [await new Promise((resolve, reject) => entry.file(resolve, reject))];
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (!some.length) break; // a reader gives at most 100 at a time
    found.push(...some);
  }
  return (await Promise.all(found.map(below))).flat();
}
