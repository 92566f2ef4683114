package io.recaller.bench;

import io.recaller.contact.Channel;
import io.recaller.contact.Nature;
import io.recaller.contact.Topic;
import io.recaller.contact.history.PastContact;
import io.recaller.menu.Learner;
import io.recaller.menu.MenuOption;
import io.recaller.menu.Model;
import io.recaller.menu.Moment;
import io.recaller.menu.Pin;
import io.recaller.menu.Signal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** A business that does not exist: nine topics, thousands of customers, the same every time. */
final class MadeUp {
    static final ZoneId ZONE = ZoneId.of("Asia/Almaty");
    static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    static final int OPTIONS = 9;
    static final List<Topic> TOPICS =
            IntStream.range(0, OPTIONS).mapToObj(i -> new Topic("topic" + i)).toList();

    private static final int CUSTOMERS = 5_000;

    private MadeUp() {}

    static List<MenuOption> menu() {
        return IntStream.range(0, OPTIONS)
                .mapToObj(i ->
                        new MenuOption(
                                "option" + i,
                                (char) ('1' + i),
                                List.of(TOPICS.get(i)),
                                false,
                                Pin.NONE,
                                true,
                                Duration.ofMillis(2000 + 100L * i)))
                .toList();
    }

    /** A model that has learned so many contacts of the last months. */
    static Learner<Integer> taught(int contacts) {
        var random = new Random(7);
        var learner = new Learner<Integer>(Model.of(TOPICS));
        for (var i = 0; i < contacts; i++) {
            var customer = (int) (CUSTOMERS * random.nextDouble() * random.nextDouble());
            var at = NOW.minus(Duration.ofMinutes(3L * (contacts - i)));
            learner.learn(customer, Moment.of(at, ZONE), topic(random, customer), Signal.CALL);
        }
        return learner;
    }

    static Topic topic(Random random, int customer) {
        var habit = random.nextInt(3) > 0 ? customer % OPTIONS : random.nextInt(OPTIONS);
        return TOPICS.get(habit);
    }

    /** One customer's contacts, newest first. */
    static List<PastContact> history(int contacts) {
        var random = new Random(11);
        var history = new ArrayList<PastContact>();
        for (var i = 0; i < contacts; i++) {
            var at = NOW.minus(Duration.ofHours(9L * i + 2));
            var channel = random.nextInt(4) == 0 ? Channel.CHAT : Channel.PHONE;
            history.add(new PastContact(at, channel, Nature.INTERACTION, topic(random, i % 4)));
        }
        return List.copyOf(history);
    }
}
