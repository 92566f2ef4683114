// What was asked and answered, as the page knows it: the turn that is shown, and before it each question with its answer. Pure.
const mostKept = 100;

export class Course {
  #past = [];
  #sent;
  #answered;
  /** The newest turn of the server; undefined before the first. */
  turn;
  /** Whether somebody else had answered what was sent last. */
  isLate = false;

  /** Takes a turn: "old" is not shown, "new" asks something else, "same" does not, "again" wants `sent` sent once more. */
  take(turn) {
    const before = this.turn;
    if (before && turn.version < before.version) return "old";
    this.turn = turn;
    if (turn.late) return this.#lost(before, turn);
    if (!before) return "new";
    if (turn.version === before.version || (!this.#sent && asks(before) === asks(turn))) return "same";
    this.#passed(before, this.#sent);
    return "new";
  }

  #passed(before, own) {
    const { said = [], kind } = before;
    if (own) this.#note({ said, by: "me", text: own.label, isHidden: own.isHidden });
    else this.#note({ said, by: kind === "choose" || kind === "ask" ? "phone" : "" });
    this.#answered = own && { ...own, before };
    this.#sent = undefined;
    this.isLate = false;
  }

  /** The other side was quicker. When it only made the call ask once more, the answer still holds. */
  #lost(before, turn) {
    const own = this.#sent ?? this.#answered;
    if (!own) return "same";
    if (this.#answered) this.#past.pop();
    const asked = own.before ?? before;
    this.#sent = this.#answered = undefined;
    if (asks(asked) === asks(turn) && !own.isAgain) {
      this.#sent = { ...own, message: { ...own.message, version: turn.version }, isAgain: true };
      return "again";
    }
    if (asks(asked) !== asks(turn)) this.#passed(asked);
    this.isLate = true;
    return asks(before) === asks(turn) ? "same" : "new";
  }

  #note(exchange) {
    this.#past.push(exchange);
    if (this.#past.length > mostKept) this.#past.shift();
  }

  /** What goes out in answer to the turn that is shown; until the server says what follows, nothing else does. */
  send(type, body, { label, isHidden = false }) {
    this.#sent = { type, message: { version: this.turn.version, ...body }, label, isHidden, tries: 0 };
    this.#answered = undefined;
    this.isLate = false;
  }

  /** It cannot be sent: it may be answered anew. */
  giveUp() {
    this.#sent = undefined;
  }

  /** What is on its way: sent again it is taken once, for it names its turn. */
  get sent() {
    return this.#sent;
  }

  /** Each question with its answer: {said, by: "me"|"phone"|"", text, isHidden}. */
  get past() {
    return this.#past;
  }
}

/** What a turn asks, whatever was said around it. */
const asks = ({ kind, choices = [], field, said = [] }) => JSON.stringify([kind, choices.map(({ id }) => id), field?.name ?? said.at(-1) ?? "", field?.confirms]);
