package io.recaller.flow.engine;

import io.recaller.contact.Topic;
import io.recaller.customer.Access;
import io.recaller.customer.TrustTier;
import io.recaller.flow.Flow;
import io.recaller.flow.Node;
import io.recaller.flow.Option;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The topics a caller may not learn anything of by the order of a menu: those that any menu of the
 * flow serves by an option too sensitive for this caller's trust.
 *
 * <p>Remembers its answers: a menu is planned with each key, and asks for all topics of a past. Any
 * thread may ask.
 */
final class Untold {
    /** Topics come from other systems, and what is remembered must not grow with them. */
    private static final int REMEMBERED = 1000;

    private final List<Node.Menu> menus;
    private final TrustTier trust;
    private final Map<Topic, Boolean> answers = new ConcurrentHashMap<>();

    Untold(Flow flow, TrustTier trust) {
        this.trust = trust;
        this.menus =
                flow.nodes().values().stream()
                        .filter(Node.Menu.class::isInstance)
                        .map(Node.Menu.class::cast)
                        .filter(menu -> menu.options().stream().anyMatch(this::isTooSensitive))
                        .toList();
    }

    boolean covers(Topic topic) {
        if (menus.isEmpty()) {
            return false;
        }
        return answers.size() < REMEMBERED
                ? answers.computeIfAbsent(topic, this::isServedSensitively)
                : isServedSensitively(topic);
    }

    private boolean isServedSensitively(Topic topic) {
        return menus.stream()
                .anyMatch(menu -> menu.optionFor(topic).filter(this::isTooSensitive).isPresent());
    }

    private boolean isTooSensitive(Option option) {
        return !new Access(trust).mayHear(option.sensitive());
    }
}
