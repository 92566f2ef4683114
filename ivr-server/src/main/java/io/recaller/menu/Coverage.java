package io.recaller.menu;

import io.recaller.contact.Topic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Which option of a menu serves a topic: the one with the longest prefix of it, the first of
 * several; what no option covers goes to the option for everything else, failing that to the agent
 * ({@code 0}).
 */
final class Coverage {
    static final int NOWHERE = -1;

    private final List<MenuOption> options;
    private final int fallback;
    private final Map<Topic, Integer> known = new HashMap<>();

    Coverage(List<MenuOption> options) {
        this.options = options;
        this.fallback = fallback(options);
    }

    /** The option's place in the designer's order; negative when the menu has none for it. */
    int placeOf(Topic topic) {
        return known.computeIfAbsent(topic, this::find);
    }

    private int find(Topic topic) {
        var best = fallback;
        var longest = 0;
        for (var place = 0; place < options.size(); place++) {
            var length = longestPrefix(options.get(place), topic);
            if (length > longest) {
                longest = length;
                best = place;
            }
        }
        return best;
    }

    private static int longestPrefix(MenuOption option, Topic topic) {
        return option.topics().stream()
                .filter(topic::isUnder)
                .mapToInt(prefix -> prefix.id().length())
                .max()
                .orElse(0);
    }

    private static int fallback(List<MenuOption> options) {
        var other = IntStream.range(0, options.size()).filter(i -> options.get(i).other());
        var agent = IntStream.range(0, options.size()).filter(i -> isAgent(options.get(i)));
        return IntStream.concat(other, agent).findFirst().orElse(NOWHERE);
    }

    private static boolean isAgent(MenuOption option) {
        return option.key() == '0' && option.pin() != Pin.NONE;
    }
}
