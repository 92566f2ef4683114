package io.recaller.channel.agent;

import static io.recaller.db.generated.Tables.ASSIGNMENT;
import static io.recaller.db.generated.Tables.AUDIT;
import static io.recaller.db.generated.Tables.CONTACT;
import static io.recaller.db.generated.Tables.CONTACT_KEY;
import static io.recaller.db.generated.Tables.CUSTOMER;
import static io.recaller.db.generated.Tables.MESSAGE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.uuid.Generators;
import io.recaller.agent.AgentId;
import io.recaller.agent.AgentStore;
import io.recaller.agent.ManualClock;
import io.recaller.channel.GatewayTraffic;
import io.recaller.channel.Gateways;
import io.recaller.contact.Address;
import io.recaller.contact.AddressJson;
import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.contact.ContactStore;
import io.recaller.contact.TopicStore;
import io.recaller.customer.AuditTrail;
import io.recaller.customer.HandleStore;
import io.recaller.customer.TrustTier;
import io.recaller.db.Database;
import io.recaller.db.TestDatabase;
import io.recaller.db.Tx;
import io.recaller.message.InboundMessages;
import io.recaller.message.MessageSearch.Hit;
import io.recaller.message.Peer;
import io.recaller.message.ThreadId;
import io.recaller.message.ThreadMessage;
import io.recaller.message.Threads;
import io.recaller.routing.RouterInbox;
import io.recaller.routing.Talks;
import io.recaller.routing.assignment.AssignmentId;
import io.recaller.routing.plan.RoutingSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jooq.JSONB;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What agents find of what was written. */
class WrittenSearchTest {
    @AutoClose private static final Database db = TestDatabase.fresh();
    private static final Supplier<UUID> ids = Generators.timeBasedEpochRandomGenerator()::generate;

    private final ManualClock clock = new ManualClock();
    private final ContactStore contacts =
            new ContactStore(ids, new HandleStore(ids), new TopicStore());
    private final Talks talks = new Talks(RoutingSettings.usual(), "server-1");
    private final AgentMessages conversations =
            new AgentMessages(
                    db,
                    new Gateways(List.of(), GatewayTraffic.uncounted()),
                    talks,
                    new RouterInbox(),
                    contacts,
                    clock);
    private final WrittenSearch search =
            new WrittenSearch(db, conversations, new AuditTrail(ids), clock);
    private final UUID customer = ids.get();
    private final AgentId dana = dana();

    /** What was written in one contact of somebody's. */
    private record Written(ContactId contact, ThreadId thread) {}

    private AgentId dana() {
        return db.inTransaction(tx -> {
            tx.dsl().insertInto(CUSTOMER).set(CUSTOMER.ID, customer).execute();
            var login = "dana-" + ids.get();
            return new AgentStore().put(tx, login, "Dana", Optional.empty(), Map.of());
        });
    }

    private Written written(Channel channel, String trust, String... texts) {
        var contact = new ContactId(ids.get());
        var peer = "peer-" + contact;
        return db.inTransaction(tx -> {
            enter(tx, contact, channel, trust, new Address.Thread("site", peer));
            var thread =
                    new Threads()
                            .heardFrom(
                                    tx,
                                    new Peer(
                                            "site",
                                            peer,
                                            channel,
                                            Optional.empty(),
                                            TrustTier.CLAIMED,
                                            Optional.of("Жанна"),
                                            Optional.empty()),
                                    clock.instant());
            for (var text : texts) {
                receive(tx, contact, thread, text);
            }
            return new Written(contact, thread);
        });
    }

    private void receive(Tx tx, ContactId contact, ThreadId thread, String text) {
        var received =
                new InboundMessages.Received(
                        text,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(ids.get().toString()),
                        clock.instant());
        var seq =
                new InboundMessages().receive(tx, thread, received, clock.instant()).orElseThrow();
        new InboundMessages().handled(tx, seq, Optional.of(contact), clock.instant());
    }

    private void enter(Tx tx, ContactId contact, Channel channel, String trust, Address address) {
        tx.dsl()
                .insertInto(CONTACT_KEY)
                .set(CONTACT_KEY.CONTACT_ID, contact.value())
                .set(CONTACT_KEY.SOURCE, "test")
                .set(CONTACT_KEY.EXTERNAL_ID, contact.toString())
                .set(CONTACT_KEY.STARTED_AT, clock.instant())
                .execute();
        tx.dsl()
                .insertInto(CONTACT)
                .set(CONTACT.ID, contact.value())
                .set(CONTACT.STARTED_AT, clock.instant())
                .set(CONTACT.SOURCE, "test")
                .set(CONTACT.EXTERNAL_ID, contact.toString())
                .set(CONTACT.NATURE, "interaction")
                .set(CONTACT.CHANNEL, channel.slug())
                .set(CONTACT.DIRECTION, "inbound")
                .set(CONTACT.TRUST, trust)
                .set(CONTACT.CUSTOMER_ID, customer)
                .set(CONTACT.ADDRESS, JSONB.valueOf(AddressJson.write(address).toString()))
                .execute();
    }

    /** Dana has the contact in hand. */
    private AssignmentId taken(Written of) {
        return db.inTransaction(tx -> {
            var id = ids.get();
            tx.dsl()
                    .insertInto(ASSIGNMENT)
                    .set(ASSIGNMENT.ID, id)
                    .set(ASSIGNMENT.CONTACT_ID, of.contact().value())
                    .set(ASSIGNMENT.AGENT_ID, dana.value())
                    .set(ASSIGNMENT.CHANNEL, Channel.CHAT.slug())
                    .set(ASSIGNMENT.HELD_BY, "server-1")
                    .set(ASSIGNMENT.STATE, "connected")
                    .set(ASSIGNMENT.OFFERED_AT, clock.instant())
                    .set(ASSIGNMENT.LEASE_UNTIL, clock.instant())
                    .set(ASSIGNMENT.CONNECTED_AT, clock.instant())
                    .execute();
            return new AssignmentId(id);
        });
    }

    @Test
    void aMessageIsFoundByBeginningsOfItsWordsInWhateverCaseWithThoseAroundIt() {
        var chat =
                written(
                        Channel.CHAT,
                        "claimed",
                        "Сәлем",
                        "РОУТЕР қызыл",
                        "The Light is red",
                        "Интернет пропал",
                        "bye");
        var talk = taken(chat);

        assertThat(texts(find(talk, "роут", false))).containsExactly("РОУТЕР қызыл");
        assertThat(texts(find(talk, "RED light", false))).containsExactly("The Light is red");
        assertThat(texts(find(talk, "интернет", false))).containsExactly("Интернет пропал");
        assertThat(texts(find(talk, "ұялы", false))).isEmpty();
        assertThat(find(talk, "light", false).getFirst().around())
                .extracting(ThreadMessage::text)
                .containsExactly(
                        "Сәлем", "РОУТЕР қызыл", "The Light is red", "Интернет пропал", "bye");
    }

    @Test
    void whoHasProvedNothingIsLookedForInTheirOwnConversationOnly() {
        written(Channel.SMS, "verified", "the router is old");
        var claimed = taken(written(Channel.CHAT, "claimed", "my router"));
        var verified = taken(written(Channel.CHAT, "verified", "this router"));

        assertThat(texts(find(claimed, "router", false))).containsExactly("my router");
        assertThat(texts(find(verified, "router", false)))
                .containsExactly("this router", "my router", "the router is old");
        var alias = find(verified, "old", false).getFirst();
        assertThat(alias.alias()).hasValue("Жанна");
        assertThat(alias.channel()).isEqualTo(Channel.SMS);
    }

    @Test
    void everybodysAreLookedThroughWhereThatIsAllowedAndItIsInTheAuditTrail() {
        var word = "w" + ids.get().toString().replace("-", "");
        written(Channel.SMS, "claimed", "of another " + word);
        var talk = taken(written(Channel.CHAT, "claimed", "mine"));

        assertThat(texts(find(talk, word, false))).isEmpty();
        assertThat(texts(find(talk, word, true))).containsExactly("of another " + word);

        var trail =
                db.inTransaction(tx ->
                        tx.dsl()
                                .select(AUDIT.ACTION, AUDIT.DETAIL)
                                .from(AUDIT)
                                .where(AUDIT.ACTOR.eq(dana.toString()))
                                .orderBy(AUDIT.ID)
                                .fetch(row -> row.value1() + " " + row.value2().data()));
        assertThat(trail).hasSize(2).allMatch(line -> line.startsWith("messages.searched"));
        assertThat(trail.getLast()).contains("everything").doesNotContain(word);
    }

    @Test
    void whatIsNotTheAgentsIsNotLookedThroughAndSignsAreNoWords() {
        var talk = taken(written(Channel.CHAT, "claimed", "anything' | & !"));

        assertThat(search.find(dana, new AssignmentId(ids.get()), "anything", true)).isEmpty();
        assertThat(search.find(new AgentId(ids.get()), talk, "anything", true)).isEmpty();
        assertThat(find(talk, "' & | ! :*", false)).isEmpty();
        assertThat(texts(find(talk, "anything'; drop", false))).isEmpty();
        assertThat(texts(find(talk, "any'", false))).containsExactly("anything' | & !");
    }

    @Test
    void theNewestTwentyAreToldAndThatThereAreMore() {
        var many = new String[25];
        for (var i = 0; i < many.length; i++) {
            many[i] = "router " + i;
        }
        var talk = taken(written(Channel.CHAT, "claimed", many));

        var found = search.find(dana, talk, "router", false).orElseThrow();

        assertThat(found.isMore()).isTrue();
        assertThat(texts(found.hits())).hasSize(20).first().isEqualTo("router 24");
    }

    @Test
    void addressesNumbersSumsAndDatesAreFoundByWhatStandsInThem() {
        var text =
                "Mail anna.berg@example.com or https://shop.example/orders?id=77&lang=kk, order INV-2024-001,"
                        + " tel. +77011234567, -12.50 on 26.11.2026 or 2026/11/27, v8.3.0, №42, «Роутер»,"
                        + " <broken> 1e5 snake_case नमस्ते";
        var talk = taken(written(Channel.CHAT, "claimed", text, "another"));

        for (var typed :
                List.of(
                        "anna.berg@example.com",
                        "berg",
                        "example",
                        "shop.example/orders",
                        "lang=kk",
                        "inv-2024-001",
                        "2024",
                        "001",
                        "+77011234567",
                        "7701",
                        "-12.50",
                        "12",
                        "50",
                        "26.11.2026",
                        "11.2026",
                        "2026/11/27",
                        "v8.3",
                        "№42",
                        "42",
                        "роутер",
                        "broken",
                        "1e5",
                        "case",
                        "नमस्ते")) {
            assertThat(texts(find(talk, typed, false))).as(typed).containsExactly(text);
        }
        assertThat(find(talk, "erg@example.com", false)).isEmpty();
    }

    @Test
    void itsIndexHasTheWords() {
        var plan =
                db.inTransaction(tx -> {
                    tx.dsl().execute("set local enable_seqscan = off");
                    return tx.dsl()
                            .explain(
                                    tx.dsl()
                                            .selectFrom(MESSAGE)
                                            .where(
                                                    "message_words(body) @@ to_tsquery('simple',"
                                                            + " '12')"))
                            .plan();
                });

        assertThat(plan).contains("message_search");
    }

    @Test
    void whoHasHandedItOverFindsNothingOfWhatIsWrittenFromThenOn() {
        var chat = written(Channel.CHAT, "verified", "router before");
        var talk = taken(chat);
        clock.passes(Duration.ofMinutes(1));
        wrapUp(talk);
        clock.passes(Duration.ofMinutes(1));
        written(Channel.SMS, "verified", "router after");
        receive(chat, "router since");

        assertThat(texts(find(talk, "router", false))).containsExactly("router before");
        assertThat(find(talk, "router", true).getFirst().around()).hasSize(1);

        closed(talk);

        assertThat(search.find(dana, talk, "router", false)).isEmpty();
        assertThat(search.find(dana, talk, "router", true)).isEmpty();
    }

    private void wrapUp(AssignmentId talk) {
        db.inTransaction(tx ->
                tx.dsl()
                        .update(ASSIGNMENT)
                        .set(ASSIGNMENT.STATE, "wrap_up")
                        .set(ASSIGNMENT.WRAP_UP_AT, clock.instant())
                        .set(ASSIGNMENT.WRAP_UP_UNTIL, clock.instant())
                        .where(ASSIGNMENT.ID.eq(talk.value()))
                        .execute());
    }

    private void closed(AssignmentId talk) {
        db.inTransaction(tx ->
                tx.dsl()
                        .update(ASSIGNMENT)
                        .set(ASSIGNMENT.STATE, "closed")
                        .set(ASSIGNMENT.CLOSED_AT, clock.instant())
                        .set(ASSIGNMENT.OUTCOME, "answered")
                        .where(ASSIGNMENT.ID.eq(talk.value()))
                        .execute());
    }

    private void receive(Written to, String text) {
        db.inTransaction(tx -> {
            receive(tx, to.contact(), to.thread(), text);
            return to;
        });
    }

    private List<Hit> find(AssignmentId talk, String words, boolean isEverywhere) {
        return search.find(dana, talk, words, isEverywhere).orElseThrow().hits();
    }

    private static List<String> texts(List<Hit> hits) {
        return hits.stream().map(each -> each.message().text()).toList();
    }
}
