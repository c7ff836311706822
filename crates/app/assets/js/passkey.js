// Passkeys: asks the server for a question, the browser for an answer, and hands the answer back. Where the browser knows
// no passkeys its buttons stay hidden, and a password or a code does as well.

const bytes = (text) => {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
};

const text = (buffer) => {
  const plain = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
  return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
};

async function post(address, body) {
  const headers = { "content-type": "application/json" };
  const answer = await fetch(address, { method: "POST", headers, body: JSON.stringify(body) });
  const json = answer.headers.get("content-type")?.startsWith("application/json");
  const said = json ? await answer.json() : { problem: "This does not work any more. Load the page anew." };
  if (said.problem) throw new Problem(said.problem);
  return said;
}

class Problem extends Error {}

/** The parts of the question that travel as text and are bytes to the browser. */
function question(options) {
  const known = (list) => (list ?? []).map((one) => ({ ...one, id: bytes(one.id) }));
  const asked = { ...options, challenge: bytes(options.challenge) };
  if (options.user) {
    asked.user = { ...options.user, id: bytes(options.user.id) };
    asked.excludeCredentials = known(options.excludeCredentials);
  } else {
    asked.allowCredentials = known(options.allowCredentials);
  }
  return asked;
}

/** What the server judges of an answer. */
function answer(credential) {
  const { response } = credential;
  const parts = { clientDataJSON: text(response.clientDataJSON) };
  if (response.attestationObject) {
    parts.attestationObject = text(response.attestationObject);
  } else {
    parts.authenticatorData = text(response.authenticatorData);
    parts.signature = text(response.signature);
    parts.userHandle = response.userHandle ? text(response.userHandle) : null;
  }
  const { id, type } = credential;
  return { id, rawId: id, type, response: parts, clientExtensionResults: {} };
}

async function use(place) {
  const { passkey: way, ask, send, next } = place.dataset;
  const publicKey = question(await post(ask, {}));
  const credential = await navigator.credentials[way]({ publicKey });
  const name = place.querySelector("[name=name]")?.value ?? "";
  const { go } = await post(send, { answer: answer(credential), name, next });
  window.location.assign(go);
}

function why(error, way) {
  if (error instanceof Problem) return error.message;
  if (error.name === "InvalidStateError") return "This device has a passkey for Muster already.";
  if (error.name === "NotAllowedError") {
    return way === "get" ? "No passkey was used. Try again, or sign in another way." : "No passkey was made. Try again.";
  }
  return "Passkeys do not work in this browser here. Choose another way.";
}

for (const place of document.querySelectorAll("[data-passkey]")) {
  if (!window.PublicKeyCredential) continue;
  place.hidden = false;
  const button = place.querySelector("button");
  const note = place.querySelector("[role=alert]");
  button.addEventListener("click", async () => {
    button.disabled = true;
    note.hidden = true;
    try {
      await use(place);
    } catch (error) {
      note.textContent = why(error, place.dataset.passkey);
      note.hidden = false;
    }
    button.disabled = false;
  });
}
