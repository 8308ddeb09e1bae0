// Requests to the server. Every request that changes something carries the session's token.

import { t } from "./texts.js";

const token = document.querySelector('meta[name="csrf"]').content;

/** An answer that is no success; its message is for people. */
export class ApiError extends Error {
  /**
   * @param {number} status 0 if the server could not be reached
   * @param {{error?: string, text?: string} & Record<string, any>} body
   */
  constructor(status, body) {
    super(body.text ?? t("error.internal"));
    this.status = status;
    this.body = body;
  }
}

/**
 * Send a request and return the JSON of its answer.
 * @param {string} method
 * @param {string} path
 * @param {any} [body] sent as JSON, or as it is if it is of another kind
 * @param {string} [kind]
 */
export async function ask(method, path, body, kind = "application/json") {
  const headers = { "X-CSRF-Token": token, Accept: "application/json" };
  if (body !== undefined) headers["Content-Type"] = kind;
  const sent = body === undefined || kind !== "application/json" ? body : JSON.stringify(body);
  let answer;
  try {
    answer = await fetch(path, { method, headers, body: sent });
  } catch {
    throw new ApiError(0, { error: "error.offline", text: t("error.offline") });
  }
  const data = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new ApiError(answer.status, data);
  return data;
}

/**
 * Hand in corrections of another office.
 * @param {string} text of the file
 * @returns {Promise<{roles: number, words: number}>}
 */
export const handIn = (text) => ask("POST", "/api/corrections", text, "text/tab-separated-values");

/**
 * Upload one file.
 * @param {File} file
 * @param {(share: number) => void} onShare told how much has gone, 0 to 1
 * @returns {Promise<{key: string, name: string, new: boolean, read: boolean}>}
 */
export function upload(file, onShare) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", "/api/uploads");
    request.responseType = "json";
    request.setRequestHeader("X-CSRF-Token", token);
    request.setRequestHeader("X-File-Name", encodeURIComponent(file.name));
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.upload.onprogress = (event) => onShare(event.total ? event.loaded / event.total : 0);
    request.onload = () => {
      if (request.status < 300) resolve(request.response);
      else reject(new ApiError(request.status, request.response ?? {}));
    };
    request.onerror = () => reject(new ApiError(0, { text: t("error.offline") }));
    request.send(file);
  });
}
