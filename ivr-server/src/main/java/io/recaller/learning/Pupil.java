package io.recaller.learning;

import io.recaller.contact.history.AsOfStart;
import io.recaller.contact.history.FinalContact;
import io.recaller.menu.Circumstance;
import io.recaller.menu.Lesson;
import io.recaller.menu.Model;
import io.recaller.menu.Moment;
import io.recaller.menu.Personal;
import io.recaller.menu.Signal;
import io.recaller.menu.Situation;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;

/** The model while it learns, and how of it is in the rows. Belongs to one thread. */
final class Pupil {
    private final Model model;
    private final ZoneId zone;
    private Model.Kept written;

    Pupil(Model.Kept written, ZoneId zone) {
        this.model = ModelRows.model(written);
        this.zone = zone;
        this.written = written;
    }

    Model model() {
        return model;
    }

    /** What the rows have. */
    Model.Kept written() {
        return written;
    }

    void isWritten(Model.Kept kept) {
        written = kept;
    }

    /**
     * Learns one contact.
     *
     * @param before what was learned of the customer until it began
     * @return the same with this contact
     */
    Personal learn(FinalContact contact, Personal before, List<Circumstance> circumstances) {
        var situation = new Situation(Moment.of(contact.startedAt(), zone), before, circumstances);
        var signal = new Signal(contact.channel(), contact.nature());
        return model.learn(new Lesson(situation, contact.topic(), signal, contact.throughFlow()));
    }

    /** What was open and true then; nobody reads the words. */
    static List<Circumstance> circumstances(AsOfStart then) {
        return Stream.concat(
                        then.requests().stream()
                                .map(it -> Circumstance.request(it.kind(), it.topic(), "")),
                        then.facts().stream()
                                .map(it -> Circumstance.fact(it.kind(), it.topic(), "")))
                .toList();
    }
}
