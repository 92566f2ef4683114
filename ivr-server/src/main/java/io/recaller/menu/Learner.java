package io.recaller.menu;

import io.recaller.contact.Topic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Teaches a model a whole log in the order of time and remembers what was learned of each customer.
 * Belongs to one thread.
 *
 * @param <C> what tells customers apart
 */
public final class Learner<C> {
    private final Model model;
    private final Map<C, Personal> customers = new HashMap<>();

    public Learner(Model model) {
        this.model = model;
    }

    public Model model() {
        return model;
    }

    /** What is known of a customer now. */
    public Personal of(C customer) {
        return customers.getOrDefault(customer, Personal.nobody());
    }

    /** Learns one contact that came through the menu. */
    public void learn(C customer, Moment moment, Topic topic, Signal signal) {
        var situation = new Situation(moment, of(customer), List.of());
        customers.put(customer, model.learn(new Lesson(situation, topic, signal, true)));
    }
}
