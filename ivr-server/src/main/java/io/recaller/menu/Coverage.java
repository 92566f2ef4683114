package io.recaller.menu;

import io.recaller.contact.Topic;
import java.util.List;

/**
 * Which option of a menu serves a topic: the one with the longest prefix of it, the first of
 * several; what no option covers goes to the option for everything else, failing that to the agent
 * ({@code 0}).
 */
final class Coverage {
    static final int NOWHERE = -1;

    private final List<MenuOption> options;
    private final int fallback;

    Coverage(List<MenuOption> options) {
        this.options = options;
        this.fallback = fallback(options);
    }

    /** The option's place in the designer's order; negative when the menu has none for it. */
    int placeOf(Topic topic) {
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
        var longest = 0;
        for (var prefix : option.topics()) {
            if (topic.isUnder(prefix)) {
                longest = Math.max(longest, prefix.id().length());
            }
        }
        return longest;
    }

    private static int fallback(List<MenuOption> options) {
        var agent = NOWHERE;
        for (var place = 0; place < options.size(); place++) {
            if (options.get(place).other()) {
                return place;
            }
            agent = agent == NOWHERE && isAgent(options.get(place)) ? place : agent;
        }
        return agent;
    }

    private static boolean isAgent(MenuOption option) {
        return option.key() == '0' && option.pin() != Pin.NONE;
    }
}
