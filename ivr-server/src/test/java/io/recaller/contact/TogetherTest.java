package io.recaller.contact;

import static io.recaller.db.generated.Tables.CONTACT;
import static io.recaller.db.generated.Tables.CONTACT_KEY;
import static io.recaller.db.generated.Tables.CONVERSATION;
import static io.recaller.db.generated.Tables.CUSTOMER;
import static io.recaller.db.generated.Tables.CUSTOMER_HANDLE;
import static io.recaller.db.generated.Tables.HANDLE;
import static io.recaller.db.generated.Tables.HANDLE_CLAIM;
import static io.recaller.db.generated.Tables.KNOWN_FIELD;
import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.contact.reported.Reported;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.customer.TrustTier;
import io.recaller.db.Tx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Contacts taken in together are whose they would be one after the other. */
final class TogetherTest {
    private static final Memory TOGETHER = new Memory("billing.tv", "outage");
    private static final Memory ONE_BY_ONE = new Memory("billing.tv", "outage");
    private static final List<TrustTier> TRUST = List.of(TrustTier.values());
    private static final List<String> TOPICS =
            List.of("billing.tv", "outage", "moving.house", "other.things");

    @AfterAll
    static void close() {
        TOGETHER.close();
        ONE_BY_ONE.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233, 377, 610, 987})
    void aListLeavesTheSameRowsAsItsContactsOneByOne(int seed) {
        var random = new Random(seed);
        var first = list(seed, "a", random);
        var second = list(seed, "b", random);

        for (var list : List.of(first, second)) {
            TOGETHER.db.runInTransaction(tx -> TOGETHER.intake.record(tx, list, Memory.NOW));
            list.forEach(ONE_BY_ONE::report);
        }

        assertThat(rows(TOGETHER)).isEqualTo(rows(ONE_BY_ONE));
    }

    private static List<Reported> list(int seed, String name, Random random) {
        return IntStream.range(0, 14)
                .mapToObj(_ -> {
                    var id = seed + name + random.nextInt(13);
                    return contact(id, handles(seed, random), random);
                })
                .toList();
    }

    private static Reported contact(String id, List<Handle> handles, Random random) {
        var begun = Memory.NOW.minus(Duration.ofHours(1 + random.nextInt(2000)));
        return new Reported(
                "crm",
                id,
                random.nextInt(4) == 0 ? Nature.ACTIVITY : Nature.INTERACTION,
                Channel.CHAT,
                random.nextInt(4) == 0 ? Direction.OUTBOUND : Direction.INBOUND,
                handles,
                TRUST.get(random.nextInt(TRUST.size())),
                random.nextInt(4) == 0
                        ? Optional.empty()
                        : Optional.of(new Topic(TOPICS.get(random.nextInt(TOPICS.size())))),
                begun,
                random.nextBoolean() ? Optional.of(begun.plusSeconds(90)) : Optional.empty(),
                random.nextInt(4) == 0
                        ? Optional.of(new UUID(random.nextInt(2), id.charAt(0)))
                        : Optional.empty(),
                random.nextInt(3) == 0 ? Map.of("account", "" + random.nextInt(9)) : Map.of());
    }

    private static List<Handle> handles(int seed, Random random) {
        var some = new ArrayList<Handle>();
        for (var i = random.nextInt(4); i > 0; i--) {
            var kind =
                    List.of(HandleKind.TEL, HandleKind.TEL, HandleKind.EMAIL, HandleKind.WEB)
                            .get(random.nextInt(4));
            some.add(new Handle(kind, kind + "-" + seed + "-" + random.nextInt(4)));
        }
        return some;
    }

    /** All that was written; customers are told apart by the contacts that are theirs. */
    private static Set<String> rows(Memory memory) {
        return memory.db.inTransaction(tx -> {
            var names = new Names(tx);
            var rows = new TreeSet<String>();
            tx.dsl()
                    .selectFrom(CUSTOMER)
                    .forEach(row ->
                            rows.add(
                                    names.of(row.getId())
                                            + " merged into "
                                            + names.of(row.getMergedInto())));
            links(tx, names, rows);
            contacts(tx, names, rows);
            return rows;
        });
    }

    private static void links(Tx tx, Names names, Set<String> rows) {
        tx.dsl()
                .select(CUSTOMER_HANDLE.asterisk(), HANDLE.VALUE)
                .from(CUSTOMER_HANDLE)
                .join(HANDLE)
                .on(HANDLE.ID.eq(CUSTOMER_HANDLE.HANDLE_ID))
                .forEach(row ->
                        rows.add(
                                String.join(
                                        " ",
                                        names.of(row.get(CUSTOMER_HANDLE.CUSTOMER_ID)),
                                        "uses",
                                        row.get(HANDLE.VALUE),
                                        row.get(CUSTOMER_HANDLE.STANDING),
                                        row.get(CUSTOMER_HANDLE.TRUST),
                                        row.get(CUSTOMER_HANDLE.PROVABLE).toString(),
                                        names.ofContact(row.get(CUSTOMER_HANDLE.CONTACT_ID)))));
        tx.dsl()
                .select(HANDLE_CLAIM.asterisk(), HANDLE.VALUE)
                .from(HANDLE_CLAIM)
                .join(HANDLE)
                .on(HANDLE.ID.eq(HANDLE_CLAIM.HANDLE_ID))
                .forEach(row ->
                        rows.add(
                                String.join(
                                        " ",
                                        names.of(row.get(HANDLE_CLAIM.CUSTOMER_ID)),
                                        "claims",
                                        row.get(HANDLE.VALUE),
                                        names.ofContact(row.get(HANDLE_CLAIM.CONTACT_ID)))));
        tx.dsl()
                .selectFrom(KNOWN_FIELD)
                .forEach(row ->
                        rows.add(
                                String.join(
                                        " ",
                                        names.of(row.getCustomerId()),
                                        "gave",
                                        row.getValue(),
                                        row.getTrust(),
                                        row.getVerified().toString(),
                                        row.getGivenAt().toString(),
                                        names.ofContact(row.getContactId()))));
    }

    private static void contacts(Tx tx, Names names, Set<String> rows) {
        tx.dsl()
                .select(CONTACT.asterisk(), CONVERSATION.asterisk(), HANDLE.VALUE)
                .from(CONTACT)
                .leftJoin(CONVERSATION)
                .on(CONVERSATION.ID.eq(CONTACT.CONVERSATION_ID))
                .leftJoin(HANDLE)
                .on(HANDLE.ID.eq(CONTACT.HANDLE_ID))
                .forEach(row ->
                        rows.add(
                                String.join(
                                        " ",
                                        row.get(CONTACT.EXTERNAL_ID),
                                        names.of(row.get(CONTACT.CUSTOMER_ID)),
                                        "" + row.get(HANDLE.VALUE),
                                        row.get(CONTACT.TRUST),
                                        "" + row.get(CONTACT.TOPIC),
                                        "" + row.get(CONTACT.TOPIC_SOURCE),
                                        row.get(CONTACT.STARTED_AT).toString(),
                                        "" + row.get(CONTACT.ENDED_AT),
                                        names.of(row.get(CONVERSATION.CUSTOMER_ID)),
                                        "" + row.get(CONVERSATION.TOPIC),
                                        "" + row.get(CONVERSATION.OPENED_AT),
                                        "" + row.get(CONVERSATION.LAST_CONTACT_AT))));
    }

    /** Ids differ from run to run; what other systems call a contact does not. */
    private static final class Names {
        private final Map<UUID, String> contacts;
        private final Map<UUID, List<String>> customers;

        Names(Tx tx) {
            contacts =
                    tx.dsl()
                            .selectFrom(CONTACT_KEY)
                            .fetchMap(CONTACT_KEY.CONTACT_ID, CONTACT_KEY.EXTERNAL_ID);
            customers =
                    tx.dsl()
                            .selectFrom(CONTACT)
                            .where(CONTACT.CUSTOMER_ID.isNotNull())
                            .orderBy(CONTACT.EXTERNAL_ID)
                            .fetchGroups(CONTACT.CUSTOMER_ID, CONTACT.EXTERNAL_ID);
        }

        String of(@Nullable UUID customer) {
            return customer == null ? "nobody" : "whose " + customers.get(customer);
        }

        String ofContact(@Nullable UUID contact) {
            return Objects.requireNonNullElse(contacts.get(contact), "none");
        }
    }
}
