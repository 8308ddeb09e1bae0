// The catalogue of sentences; the same file that the server's templates draw on.

const address = document.querySelector('meta[name="texts"]').content;
/** @type {Record<string, string>} */
const sentences = await (await fetch(address)).json();

/**
 * Return a sentence with its values; the key itself if there is none.
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 * @returns {string}
 */
export function t(key, values = {}) {
  const sentence = sentences[key] ?? key;
  return sentence.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}

/**
 * Return what a machine name of a group is called; itself if it is not known.
 * @param {string} group
 * @param {string} name
 */
export function named(group, name) {
  return sentences[`${group}.${name}`] ?? name;
}
