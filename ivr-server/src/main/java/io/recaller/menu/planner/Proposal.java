package io.recaller.menu.planner;

import io.recaller.contact.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A question that could be asked before the list: "About the request you opened on Monday: press
 * star." A flow proposes, the planner decides.
 *
 * @param id the offer's name in the flow
 * @param topics what the caller wants who says yes, by prefix
 * @param option the option of this menu that leads the same way; read last after a no
 * @param length how long the question lasts, more than zero
 * @param saved how much sooner than by that option a yes reaches its target: sub-menus, fields and
 *     proofs that are skipped; zero when nothing is
 * @param because what is behind it, in plain words
 * @param neutral whether the question does not say what it is about: then nothing else may say it,
 *     the order of the list least of all
 */
public record Proposal(
        String id,
        List<Topic> topics,
        Optional<String> option,
        Duration length,
        Duration saved,
        String because,
        boolean neutral) {
    public Proposal {
        topics = List.copyOf(topics);
    }

    /** A question that says what it is about. */
    public Proposal(
            String id,
            List<Topic> topics,
            Optional<String> option,
            Duration length,
            Duration saved,
            String because) {
        this(id, topics, option, length, saved, because, false);
    }
}
