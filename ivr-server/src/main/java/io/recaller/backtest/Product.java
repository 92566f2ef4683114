package io.recaller.backtest;

import io.recaller.contact.Nature;
import io.recaller.menu.Learner;
import io.recaller.menu.MenuOption;
import io.recaller.menu.Model;
import io.recaller.menu.Moment;
import io.recaller.menu.Personal;
import io.recaller.menu.Prediction;
import io.recaller.menu.Signal;
import io.recaller.menu.Situation;
import io.recaller.menu.Story;
import java.util.List;
import java.util.function.Predicate;

/** The product's own predictor, fed by the log: the same classes as in a call. */
final class Product {
    private final FixedMenu menu;
    private final Terms terms;
    private final List<MenuOption> options;
    private final Learner<Integer> learner;

    Product(FixedMenu menu, Terms terms, Predicate<String> features) {
        this.menu = menu;
        this.terms = terms;
        this.options = menu.options(terms);
        this.learner = new Learner<>(Model.of(menu.topics(), features));
    }

    /** Whether this caller would hear the designer's order: nothing is known of them or anybody. */
    boolean knowsNothing(LoggedContact contact) {
        return learner.model().isYoung()
                && learner.of(contact.customer()).equals(Personal.nobody());
    }

    /** One prediction an option, in the designer's order. */
    List<Prediction> predict(LoggedContact contact) {
        var situation = new Situation(moment(contact), learner.of(contact.customer()), List.of());
        return learner.model()
                .forecast(situation)
                .over(options, _ -> true, Story.none(contact.at()));
    }

    void learn(LoggedContact contact) {
        learner.learn(
                contact.customer(),
                moment(contact),
                menu.topic(contact.option()),
                new Signal(contact.channel(), Nature.INTERACTION));
    }

    private Moment moment(LoggedContact contact) {
        return Moment.of(contact.at(), terms.zone());
    }
}
