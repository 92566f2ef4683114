package io.recaller.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.uuid.Generators;
import io.recaller.contact.Channel;
import io.recaller.contact.Direction;
import io.recaller.contact.Nature;
import io.recaller.contact.TopicStore;
import io.recaller.contact.reported.Intake;
import io.recaller.contact.reported.Reported;
import io.recaller.customer.CustomerStore;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.customer.HandleStore;
import io.recaller.customer.TrustTier;
import io.recaller.customer.field.FieldCatalogue;
import io.recaller.customer.field.KnownFields;
import io.recaller.customer.identity.Links;
import io.recaller.db.Database;
import io.recaller.db.TestDatabase;
import io.recaller.register.Ingest.Taken;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class IngestTest {
    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");
    @AutoClose private static final Database DATABASE = TestDatabase.fresh();
    private static final Ingest INGEST = ingest();

    private static Ingest ingest() {
        Supplier<UUID> ids = Generators.timeBasedEpochRandomGenerator()::generate;
        var handles = new HandleStore(ids);
        var account =
                new FieldCatalogue.Entry(
                        "account",
                        FieldCatalogue.Kind.TEXT,
                        FieldCatalogue.Sensitivity.PERSONAL,
                        TrustTier.VERIFIED,
                        Duration.ofDays(365));
        var topics = new TopicStore();
        var intake =
                new Intake(
                        ids,
                        new Links(new CustomerStore(ids, handles), handles),
                        new KnownFields(ids, new FieldCatalogue(List.of(account))),
                        topics);
        return new Ingest(DATABASE, InstantSource.fixed(NOW), intake);
    }

    @Test
    void aListIsTakenInItsOrderAndWhatWasThereIsTold() {
        var list = List.of(chat("o1", "+77020000001"), chat("o2", "+4915112345678"));

        var first = INGEST.take(list);
        var again = INGEST.take(list.reversed());

        assertThat(first).extracting(IngestTest::created).containsExactly(true, true);
        assertThat(again).extracting(IngestTest::created).containsExactly(false, false);
        assertThat(contact(again.getFirst())).isEqualTo(contact(first.getLast()));
    }

    @Test
    void whatCannotBeKeptIsRefusedAloneAndTheRestIsTaken() {
        var unkeepable = chat("r2", "+77020000002", Map.of("account", "a\0b"));

        var taken =
                INGEST.take(
                        List.of(
                                chat("r1", "+77020000003"),
                                unkeepable,
                                chat("r3", "+77020000004")));

        assertThat(taken.get(0)).isInstanceOf(Taken.Stored.class);
        assertThat(taken.get(1))
                .isInstanceOfSatisfying(
                        Taken.Refused.class,
                        refused -> assertThat(refused.why()).hasMessageContaining("U+0000"));
        assertThat(taken.get(2)).isInstanceOf(Taken.Stored.class);
    }

    @Test
    void aHandfulThatFailsHalfwayLeavesNothingBehind() {
        var unknownField = chat("h2", "+77020000006", Map.of("shoe-size", "44"));

        assertThatThrownBy(() -> INGEST.take(List.of(chat("h1", "+77020000005"), unknownField)))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(INGEST.take(List.of(chat("h1", "+77020000005"))))
                .extracting(IngestTest::created)
                .containsExactly(true);
    }

    @Test
    void aListIsWrittenAHandfulAtATimeForThoseWhoCallMeanwhile() {
        var numbers = IntStream.range(0, 200).mapToObj("+7702222%04d"::formatted).toList();
        var unknownField = chat("w", "+77020000007", Map.of("shoe-size", "44"));
        var list = new ArrayList<>(chats("w", numbers));
        list.add(unknownField);

        assertThatThrownBy(() -> INGEST.take(list)).isInstanceOf(IllegalArgumentException.class);

        assertThat(INGEST.take(chats("w", numbers)).stream().filter(taken -> !created(taken)))
                .as("written before the last handful failed")
                .hasSize(200);
    }

    @Test
    void listsThatStandInEachOthersWayAreBothTaken() throws Exception {
        var numbers = IntStream.range(0, 40).mapToObj("+7702111%04d"::formatted).toList();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var forwards = threads.submit(() -> INGEST.take(chats("f", numbers)));
            var backwards = threads.submit(() -> INGEST.take(chats("b", numbers.reversed())));

            assertThat(forwards.get()).hasSize(40).allMatch(Taken.Stored.class::isInstance);
            assertThat(backwards.get()).hasSize(40).allMatch(Taken.Stored.class::isInstance);
        }
    }

    @Test
    void whoComesAloneAtTheSameTimeGoesTogetherAndFailsAlone() throws Exception {
        var told = new ArrayList<Future<List<Taken>>>();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 0; i < 60; i++) {
                var fields = Map.of(i % 10 == 3 ? "shoe-size" : "account", "" + i);
                var one = chat("s" + i, "+7702333%04d".formatted(i % 7), fields);
                told.add(threads.submit(() -> INGEST.take(List.of(one))));
            }
        }

        for (var i = 0; i < 60; i++) {
            if (i % 10 == 3) {
                assertThat(told.get(i).exceptionNow()).hasMessageContaining("shoe-size");
            } else {
                assertThat(told.get(i).resultNow()).hasSize(1).allMatch(IngestTest::created);
            }
        }
    }

    private static boolean created(Taken taken) {
        return ((Taken.Stored) taken).recorded().created();
    }

    private static UUID contact(Taken taken) {
        return ((Taken.Stored) taken).recorded().contact().value();
    }

    private static List<Reported> chats(String prefix, List<String> numbers) {
        return numbers.stream().map(number -> chat(prefix + number, number)).toList();
    }

    private static Reported chat(String id, String number) {
        return chat(id, number, Map.of("account", "12345678"));
    }

    private static Reported chat(String id, String number, Map<String, String> fields) {
        return new Reported(
                "crm",
                id,
                Nature.INTERACTION,
                Channel.CHAT,
                Direction.INBOUND,
                List.of(new Handle(HandleKind.TEL, number)),
                TrustTier.VERIFIED,
                Optional.empty(),
                NOW.minusSeconds(600),
                Optional.empty(),
                Optional.empty(),
                fields);
    }
}
