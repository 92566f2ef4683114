/** 128 random bits: said again it is the same try. */
const named = () => btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16)))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

/** What a try with a PIN is called, until it is answered: an answer that was lost counts no second one, whoever presses again. */
export class Attempt {
  #pin;
  #name;

  with(pin) {
    if (pin !== this.#pin) {
      this.#pin = pin;
      this.#name = named();
    }
    return this.#name;
  }

  isAnswered() {
    this.#pin = undefined;
  }
}
