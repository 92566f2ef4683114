package io.recaller.menu;

import io.recaller.contact.Topic;
import java.time.Duration;
import java.util.List;

/**
 * One option of a menu as the planner sees it.
 *
 * @param id stable within the menu, such as {@code pay_tv}
 * @param key the digit that never moves: {@code 0} to {@code 9}
 * @param topics the topics it serves; the longest matching prefix wins
 * @param other whether it also takes every topic that no option covers
 * @param mayRise false when reading it early would tell too much at this caller's trust tier
 * @param length how long its phrase lasts, more than zero
 */
public record MenuOption(
        String id,
        char key,
        List<Topic> topics,
        boolean other,
        Pin pin,
        boolean mayRise,
        Duration length) {
    public MenuOption {
        topics = List.copyOf(topics);
    }
}
