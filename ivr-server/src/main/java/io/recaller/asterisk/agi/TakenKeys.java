package io.recaller.asterisk.agi;

/**
 * Keys are taken out of the variable that they are read into: the next server must not read them
 * again, should this one be killed now. One thread uses it.
 */
final class TakenKeys {
    /** The variable a prompt's keys go to; the dialplan hands it to the next server. */
    static final String PICK = "RECALLER_PICK";

    /** Takes the keys and leaves none, in one question (func_strings, SHIFT). */
    private static final String TAKEN = "SHIFT(" + PICK + ")";

    private final AgiSession session;

    /** What takes the keys: {@link #TAKEN}, or the variable where Asterisk has no such function. */
    private String expression = TAKEN;

    private boolean isTakingSeen;

    TakenKeys(AgiSession session) {
        this.session = session;
    }

    /** What is to be asked for. */
    String expression() {
        return expression;
    }

    /**
     * The keys, none of which is left there.
     *
     * @param answered what came of the expression
     */
    String of(String answered) {
        if (!expression.equals(TAKEN)) {
            return cleared(answered);
        }
        if (!answered.isEmpty() || isTakingSeen) {
            isTakingSeen = true;
            return answered;
        }
        // Nothing was pressed, or Asterisk was built or is run without the function.
        var left = session.get("${" + PICK + "}");
        if (!left.isEmpty()) {
            expression = PICK;
        }
        return cleared(left);
    }

    private String cleared(String pressed) {
        if (!pressed.isEmpty()) {
            session.set(PICK, "");
        }
        return pressed;
    }
}
