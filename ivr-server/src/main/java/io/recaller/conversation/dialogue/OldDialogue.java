package io.recaller.conversation.dialogue;

import io.recaller.flow.engine.Attempt;
import io.recaller.flow.engine.OfferMade;
import io.recaller.flow.engine.PathEntry;
import io.recaller.flow.engine.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Rows of dialogues as they were written before they had types: {@code menu=option} in the path,
 * {@code field/confirm/2/NO_INPUT} as the step, the order of a menu among the data.
 */
final class OldDialogue {
    private static final Pattern STEP =
            Pattern.compile("([^/]*)/(ask|confirm)/([0-9]{1,3})/(NONE|NO_INPUT|NO_MATCH)");

    private OldDialogue() {}

    /** Whether a step is not as {@link DialogueJson} writes it. */
    static boolean isOne(String step) {
        return !step.startsWith("{");
    }

    /**
     * Where it was.
     *
     * @param since when it was written last: a menu is taken for read since then
     */
    static Position position(String node, String step, Map<String, String> data, Instant since) {
        var parts = STEP.matcher(step);
        var attempt =
                parts.matches()
                        ? new Attempt(
                                Integer.parseInt(parts.group(3)),
                                Attempt.Fault.valueOf(parts.group(4)))
                        : Attempt.FIRST;
        var order = data.get("order." + node);
        if (order != null) {
            var offer = Optional.ofNullable(data.get("offer." + node)).flatMap(OldDialogue::offer);
            return new Position.InMenu(List.of(order.split(",")), offer, since, attempt);
        }
        if (!parts.matches() || parts.group(1).isEmpty()) {
            return new Position.AtNode(attempt);
        }
        return parts.group(2).equals("confirm")
                ? new Position.ReadingBack(parts.group(1), attempt)
                : new Position.AtField(parts.group(1), attempt);
    }

    private static Optional<OfferMade> offer(String text) {
        var parts = text.split(" ", -1);
        try {
            return parts.length == 4
                    ? Optional.of(
                            new OfferMade(
                                    parts[0],
                                    Double.parseDouble(parts[1]),
                                    Double.parseDouble(parts[2]),
                                    Duration.ofMillis(Long.parseLong(parts[3]))))
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    static PathEntry entry(String text) {
        var parts = text.split("=", 2);
        var node = parts[0];
        if (parts.length == 1) {
            return new PathEntry.Entered(node);
        }
        return switch (parts[1]) {
            case "0" -> new PathEntry.PersonAsked(node);
            case "wrong" -> new PathEntry.ProofWrong(node);
            case "unspoken" -> new PathEntry.Unspoken(node);
            default ->
                    parts[1].startsWith("*")
                            ? new PathEntry.OfferTaken(node, parts[1].substring(1))
                            : new PathEntry.OptionChosen(node, parts[1]);
        };
    }
}
