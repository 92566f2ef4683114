package io.recaller.contact;

import static io.recaller.contact.Memory.NOW;
import static io.recaller.contact.Memory.chat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recaller.contact.reported.Recorded;
import io.recaller.contact.reported.Reported;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.customer.People;
import io.recaller.customer.TrustTier;
import io.recaller.customer.field.KnownField;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

final class IntakeTest {
    private static final Memory memory = new Memory("billing.tv", "outage");
    private static final Duration TWO_HOURS = Duration.ofHours(2);

    @AfterAll
    static void close() {
        memory.close();
    }

    @Test
    void aReportedContactMakesItsCustomerAndKeepsWhatTheyGave() {
        var line = memory.newLine();
        var mail = new Handle(HandleKind.EMAIL, "ann@example.com");

        var recorded = memory.report(withAccount("c1", List.of(line, mail), "12345678"));

        var customer = recorded.customer().orElseThrow();
        assertThat(recorded.created()).isTrue();
        assertThat(recorded.topic()).contains(new Topic("outage"));
        assertThat(memory.customer(mail)).isEqualTo(customer);
        var fields = memory.db.inTransaction(tx -> memory.fields.newest(tx, customer, NOW));
        assertThat(fields.values())
                .containsExactly(
                        new KnownField("account", "12345678", "chat", NOW.minus(TWO_HOURS), true));
    }

    @Test
    void toldTwiceItIsKeptOnce() {
        var line = memory.newLine();

        var first = memory.report(chat("c2", line, "outage", TWO_HOURS));
        var second = memory.report(chat("c2", line, "billing.tv", Duration.ofHours(1)));

        assertThat(second)
                .isEqualTo(
                        new Recorded(
                                first.contact(),
                                false,
                                first.customer(),
                                Optional.of(new Topic("outage")),
                                true));
    }

    @Test
    void toldTwentyTimesAtOnceItIsKeptOnce() throws Exception {
        var line = memory.newLine();
        var told = new ArrayList<Future<Recorded>>();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 0; i < 20; i++) {
                told.add(
                        threads.submit(() -> memory.report(chat("c3", line, "outage", TWO_HOURS))));
            }
        }

        var recorded = new ArrayList<Recorded>();
        for (var each : told) {
            recorded.add(each.get());
        }
        assertThat(recorded).filteredOn(Recorded::created).hasSize(1);
        assertThat(recorded.stream().map(Recorded::contact).distinct()).hasSize(1);
    }

    @Test
    void aTopicNobodyKnowsGoesUnderOtherUntilItIsDefined() {
        var line = memory.newLine();

        var before = memory.report(chat("c4", line, "moving.house", TWO_HOURS));
        memory.db.runInTransaction(
                tx -> memory.topics.define(tx, new Topic("moving"), Map.of("en", "Moving")));
        memory.db.runInTransaction(
                tx -> memory.topics.define(tx, new Topic("moving.house"), Map.of()));
        var after = memory.report(chat("c5", line, "moving.house", TWO_HOURS));

        assertThat(before.topic()).contains(new Topic("other.moving.house"));
        assertThat(before.topicKnown()).isFalse();
        assertThat(after.topic()).contains(new Topic("moving.house"));
        assertThat(after.topicKnown()).isTrue();
        var customer = before.customer().orElseThrow();
        var context = memory.db.inTransaction(tx -> memory.context.read(tx, customer, NOW));
        assertThat(context.known().orElseThrow().history())
                .extracting(past -> past.topic().id())
                .containsExactly("moving.house", "moving.house");
    }

    @Test
    void aReplacedTopicIsKeptAsItsReplacement() {
        memory.db.runInTransaction(tx -> {
            memory.topics.define(tx, new Topic("tv1"), Map.of());
            memory.topics.define(tx, new Topic("tv2"), Map.of());
            memory.topics.define(tx, new Topic("tv3"), Map.of("en", "TV"));
            memory.topics.replace(tx, new Topic("tv1"), new Topic("tv2"));
            memory.topics.replace(tx, new Topic("tv2"), new Topic("tv3"));
        });

        var recorded = memory.report(chat("c6", memory.newLine(), "tv1", TWO_HOURS));

        assertThat(recorded.topic()).contains(new Topic("tv3"));
        var current = memory.db.inTransaction(tx -> memory.topics.current(tx));
        assertThat(current)
                .containsEntry(new Topic("tv3"), Map.of("en", "TV"))
                .doesNotContainKeys(new Topic("tv1"), new Topic("tv2"));
    }

    @Test
    void aHandleThatSeveralShareLeavesTheCustomerOpen() {
        var shared = memory.newLine();
        var one = memory.customer(memory.newLine());
        var other = memory.customer(memory.newLine());
        memory.db.runInTransaction(tx -> People.uses(tx, one, shared));
        memory.db.runInTransaction(tx -> People.uses(tx, other, shared));

        var recorded = memory.report(withAccount("c7", List.of(shared), "87654321"));

        assertThat(recorded.customer()).isEmpty();
        assertThat(memory.entry(recorded.contact()).customer()).isEmpty();
    }

    @Test
    void contactsOfOneMatterShareItsConversation() {
        var line = memory.newLine();
        var matter = UUID.randomUUID();

        var first = memory.report(inConversation("c8", line, matter));
        var second = memory.report(inConversation("c9", line, matter));

        assertThat(memory.entry(first.contact()).conversation()).contains(matter);
        assertThat(memory.entry(second.contact()).conversation()).contains(matter);
    }

    @Test
    void anActivityOpensNoConversation() {
        var activity =
                Memory.reported(
                        "c10", Nature.ACTIVITY, Channel.WEB, memory.newLine(), "outage", TWO_HOURS);

        var recorded = memory.report(activity);

        assertThat(memory.entry(recorded.contact()).conversation()).isEmpty();
    }

    @Test
    void aFieldOutsideTheCatalogueTakesNothingIn() {
        var line = memory.newLine();
        var wrong =
                new Reported(
                        "crm",
                        "c11",
                        Nature.INTERACTION,
                        Channel.CHAT,
                        Direction.INBOUND,
                        List.of(line),
                        TrustTier.CLAIMED,
                        Optional.empty(),
                        NOW,
                        Optional.empty(),
                        Optional.empty(),
                        Map.of("shoe_size", "42"));

        assertThatThrownBy(() -> memory.report(wrong)).hasMessageContaining("shoe_size");
        assertThat(memory.report(chat("c11", line, "outage", TWO_HOURS)).created()).isTrue();
    }

    private static Reported withAccount(String externalId, List<Handle> handles, String account) {
        return new Reported(
                "crm",
                externalId,
                Nature.INTERACTION,
                Channel.CHAT,
                Direction.INBOUND,
                handles,
                TrustTier.VERIFIED,
                Optional.of(new Topic("outage")),
                NOW.minus(TWO_HOURS),
                Optional.of(NOW),
                Optional.empty(),
                Map.of("account", account));
    }

    private static Reported inConversation(String externalId, Handle handle, UUID conversation) {
        return new Reported(
                "crm",
                externalId,
                Nature.INTERACTION,
                Channel.CHAT,
                Direction.INBOUND,
                List.of(handle),
                TrustTier.CLAIMED,
                Optional.empty(),
                NOW,
                Optional.empty(),
                Optional.of(conversation),
                Map.of());
    }
}
