package io.recaller.learning;

import static io.recaller.db.generated.Tables.CUSTOMER;

import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.contact.Direction;
import io.recaller.contact.Nature;
import io.recaller.contact.TopicSource;
import io.recaller.customer.CustomerId;
import io.recaller.customer.Handle;
import io.recaller.customer.field.KnownField;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Months of made-up contacts, always the same ones: some late, some of nobody, some of two ids. */
final class Lives {
    private record Person(Handle line, CustomerId customer) {}

    private final School school;
    private final Random random = new Random(7);
    private final List<Person> people = new ArrayList<>();
    private final List<ContactId> unfinished = new ArrayList<>();
    private Instant at = Hours.NOON.minus(Duration.ofDays(90));

    Lives(School school, int persons) {
        this.school = school;
        for (var i = 0; i < persons; i++) {
            var line = school.line();
            people.add(new Person(line, school.customer(line)));
        }
        merge(people.get(1).customer(), people.get(0).customer());
        merge(people.get(2).customer(), people.get(1).customer());
        var area = new KnownField("area", "a-1", "chat", at.minusSeconds(60), true);
        school.db.runInTransaction(
                tx -> school.fields.add(tx, people.get(3).customer(), area, Optional.empty(), at));
        school.outage("a-1", at.plus(Duration.ofDays(5)), at.plus(Duration.ofDays(9)));
        school.request(
                people.get(2).customer(),
                "repair",
                "internet",
                at,
                Optional.of(at.plus(Duration.ofDays(30))));
    }

    private void merge(CustomerId one, CustomerId into) {
        school.db.runInTransaction(tx ->
                tx.dsl()
                        .update(CUSTOMER)
                        .set(CUSTOMER.MERGED_INTO, into.value())
                        .where(CUSTOMER.ID.eq(one.value()))
                        .execute());
    }

    /** So many more contacts; of some the topic comes only with later ones. */
    void goOn(int contacts) {
        for (var i = 0; i < contacts; i++) {
            at = at.plusSeconds(random.nextInt(3600));
            var person = people.get(random.nextInt(people.size()));
            switch (random.nextInt(10)) {
                case 0 ->
                        school.report(
                                Channel.WEB,
                                Nature.ACTIVITY,
                                Direction.INBOUND,
                                person.line(),
                                at,
                                topic());
                case 1, 2 ->
                        school.report(
                                Channel.CHAT,
                                Nature.INTERACTION,
                                Direction.INBOUND,
                                person.line(),
                                at,
                                topic());
                case 3 ->
                        school.end(
                                school.call(Optional.empty(), at), at, topic(), TopicSource.TASK);
                case 4 -> unfinished.add(school.call(Optional.of(person.customer()), at));
                case 5 -> finishOne();
                default -> school.called(person.customer(), at, topic());
            }
        }
    }

    private void finishOne() {
        if (!unfinished.isEmpty()) {
            school.end(unfinished.removeFirst(), at, topic(), TopicSource.TASK);
        }
    }

    /** Some topics come much more often. */
    private String topic() {
        return School.TOPICS[Math.min(random.nextInt(5), random.nextInt(5))];
    }
}
