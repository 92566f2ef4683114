package io.recaller.flow.engine;

/**
 * Where within a node a dialogue is; what {@link Dialogue#step()} holds.
 *
 * @param field the form's field now asked; empty in other nodes
 * @param confirming whether a known value is being read back
 * @param tries how often the question was asked again
 * @param fault what was wrong the last time
 */
record Spot(String field, boolean confirming, int tries, Fault fault) {
    enum Fault {
        NONE,
        NO_INPUT,
        NO_MATCH
    }

    static Spot fresh() {
        return new Spot("", false, 0, Fault.NONE);
    }

    static Spot asking(String field) {
        return new Spot(field, false, 0, Fault.NONE);
    }

    static Spot confirming(String field) {
        return new Spot(field, true, 0, Fault.NONE);
    }

    /** What {@link #print()} wrote; a fresh spot for anything else. */
    static Spot of(String step) {
        var parts = step.split("/", -1);
        if (parts.length != 4 || !parts[2].matches("[0-9]{1,3}")) {
            return fresh();
        }
        return new Spot(
                parts[0], parts[1].equals("confirm"), Integer.parseInt(parts[2]), fault(parts[3]));
    }

    private static Fault fault(String name) {
        return switch (name) {
            case "NO_INPUT" -> Fault.NO_INPUT;
            case "NO_MATCH" -> Fault.NO_MATCH;
            default -> Fault.NONE;
        };
    }

    String print() {
        return field + "/" + (confirming ? "confirm" : "ask") + "/" + tries + "/" + fault;
    }

    Spot after(Fault mistake) {
        return new Spot(field, confirming, tries + 1, mistake);
    }
}
