package io.recaller.register;

import com.fasterxml.jackson.databind.JsonNode;
import io.recaller.register.Explanation.Happened;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where somebody went back: a dialogue's path has it, without the time, beside the menus as heard.
 * Both are gone through from their ends, for the beginning of a long path is not kept.
 */
final class StepsBack {
    private static final int NONE = -1;
    private static final Set<String> ANSWERED = Set.of("chosen", "offer_taken", "person");

    private final List<JsonNode> path;
    private final List<HeardMenu> menus = new ArrayList<>();
    private final List<Happened> elsewhere = new ArrayList<>();
    private final Optional<Instant> last;
    private int end;

    /**
     * Puts them together.
     *
     * @param path its entries, oldest first
     * @param heard oldest first
     * @param last when the dialogue went on last; empty: it is not known
     */
    StepsBack(List<JsonNode> path, List<HeardMenu> heard, Optional<Instant> last) {
        this.path = path;
        this.end = path.size();
        this.last = last;
        for (var i = heard.size() - 1; i >= 0; i--) {
            place(heard.get(i), i + 1 < heard.size() ? heard.get(i + 1) : null);
        }
    }

    /** The menus, told which of them were left backwards; oldest first. */
    List<HeardMenu> menus() {
        return List.copyOf(menus);
    }

    /**
     * Steps back from what is no menu, at the time of the menu they led to; those behind the last
     * menu that was answered when the dialogue went on last. Those before the first may be of
     * another contact, where this one goes on.
     */
    List<Happened> elsewhere() {
        return List.copyOf(elsewhere);
    }

    private void place(HeardMenu menu, @Nullable HeardMenu next) {
        var at = answer(menu);
        if (at == NONE) {
            menus.addFirst(menu);
            return;
        }
        tell(at + 1, next == null ? last : Optional.of(next.spokenAt()));
        end = at;
        menus.addFirst(isBack(path.get(at)) ? menu.leftBackwards() : menu);
    }

    /** The steps back from there to where was told already. */
    private void tell(int from, Optional<Instant> time) {
        time.ifPresent(at ->
                path.subList(from, end).stream()
                        .filter(StepsBack::isBack)
                        .map(step -> Happened.at(at, "they went back from " + node(step)))
                        .forEach(elsewhere::add));
    }

    /** Where in the path this menu was answered. */
    private int answer(HeardMenu menu) {
        var outcome = menu.outcome().orElse("");
        var mayBeBack = outcome.equals("no_match") && menu.key().isEmpty();
        for (var i = end - 1; i >= 0; i--) {
            var entry = path.get(i);
            if (node(entry).equals(menu.node())) {
                if (mayBeBack && !isBack(entry)) {
                    return toItself(i); // else words that were not understood
                }
                if (mayBeBack || (ANSWERED.contains(outcome) && isAnswer(entry))) {
                    return i;
                }
            }
        }
        return NONE;
    }

    /** A step back from the first menu leads to itself. */
    private int toItself(int entered) {
        var before = entered - 1;
        return before >= 0
                        && isBack(path.get(before))
                        && node(path.get(before)).equals(node(path.get(entered)))
                ? before
                : NONE;
    }

    private static boolean isAnswer(JsonNode entry) {
        return entry.has("option") || entry.has("offer") || entry.has("asked");
    }

    private static boolean isBack(JsonNode entry) {
        return entry.path("went").asText().equals("back");
    }

    private static String node(JsonNode entry) {
        return entry.path("at").asText();
    }
}
