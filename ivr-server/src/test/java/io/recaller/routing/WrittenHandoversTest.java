package io.recaller.routing;

import static io.recaller.db.generated.Tables.TRANSFER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.uuid.Generators;
import io.recaller.agent.AgentId;
import io.recaller.agent.ManualClock;
import io.recaller.agent.NotReadyReason;
import io.recaller.channel.GatewayPlan;
import io.recaller.channel.GatewayPlan.Answers;
import io.recaller.channel.GatewayTraffic;
import io.recaller.channel.Gateways;
import io.recaller.channel.agent.AgentMessages;
import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.contact.ContactStore;
import io.recaller.contact.Topic;
import io.recaller.contact.TopicStore;
import io.recaller.customer.HandleStore;
import io.recaller.customer.handle.Handles;
import io.recaller.db.Database;
import io.recaller.db.TestDatabase;
import io.recaller.db.Tx;
import io.recaller.message.Author;
import io.recaller.message.InboundMessages;
import io.recaller.message.MessageState;
import io.recaller.message.OutgoingMessages;
import io.recaller.message.ThreadMessage;
import io.recaller.message.ThreadNote;
import io.recaller.message.Threads;
import io.recaller.routing.assignment.Assignment;
import io.recaller.routing.assignment.AssignmentId;
import io.recaller.routing.ring.RingOutcome;
import io.recaller.routing.step.QueueName;
import io.recaller.transfer.Destinations;
import io.recaller.transfer.Destinations.Wanted;
import io.recaller.transfer.OutsideNumbers;
import io.recaller.transfer.TransferNews;
import io.recaller.transfer.Wished;
import io.recaller.transfer.WrittenTransfers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Conversations in writing that agents hand over, over a real database. */
class WrittenHandoversTest {
    @AutoClose private static final Database db = TestDatabase.fresh();
    private static final Supplier<UUID> ids = Generators.timeBasedEpochRandomGenerator()::generate;
    private static final Optional<String> NO_NOTE = Optional.empty();

    private final ManualClock clock = new ManualClock();
    private final RoutingWorld world = new RoutingWorld(db, clock);
    private final Talks talks = new Talks(RoutingWorld.SETTINGS, "server-1");
    private final Destinations destinations =
            new Destinations(
                    db,
                    Set.of(QueueName.MAIN, new QueueName("support")),
                    new OutsideNumbers(List.of("77"), "PJSIP/{number}@trunk", ""),
                    new Handles("KZ"));
    private final ContactStore contacts =
            new ContactStore(ids, new HandleStore(ids), new TopicStore());
    private final Router router = world.router("server-1");
    private final AgentId maria = world.readyAgent("maria", "");
    private final ContactId writer = writer();
    private final AssignmentId talk = taken(maria);

    private ContactId writer() {
        var contact = world.writerInThread(Optional.empty());
        db.runInTransaction(tx -> {
            var seq = receive(tx, contact, "No light at all");
            new InboundMessages()
                    .handled(tx, seq.orElseThrow(), Optional.of(contact), clock.instant());
        });
        return contact;
    }

    private OptionalLong receive(Tx tx, ContactId contact, String text) {
        var thread = new Threads().find(tx, "site", contact.toString()).orElseThrow();
        var client = Optional.of(UUID.randomUUID().toString());
        return new InboundMessages()
                .receive(
                        tx,
                        thread,
                        new InboundMessages.Received(
                                text, Optional.empty(), Optional.empty(), client, clock.instant()),
                        clock.instant());
    }

    private AssignmentId taken(AgentId agent) {
        router.turn();
        var held = world.held(agent).getLast().id();
        world.inbox.ring(held, RingOutcome.BRIDGED);
        router.turn();
        return held;
    }

    private AgentMessages messages(Answers answers) {
        var plan = new GatewayPlan("site", Channel.CHAT, true, answers);
        return new AgentMessages(
                db,
                new Gateways(List.of(plan), GatewayTraffic.uncounted()),
                talks,
                world.inbox,
                contacts,
                clock);
    }

    private AgentMessages messages() {
        return messages(Answers.MENU);
    }

    private WrittenTransfers transfers(WrittenTransfers.Correspondent told) {
        return new WrittenTransfers(db, talks, destinations, contacts, told, world.registry, clock);
    }

    private WrittenTransfers transfers() {
        return transfers(correspondent(messages()));
    }

    private static WrittenTransfers.Correspondent correspondent(AgentMessages messages) {
        return new WrittenTransfers.Correspondent() {
            @Override
            public void lock(Tx tx, ContactId contact) {
                messages.lock(tx, contact);
            }

            @Override
            public void handedOver(
                    Tx tx,
                    ContactId contact,
                    AgentId sender,
                    String language,
                    Optional<String> note) {
                messages.handedOver(tx, contact, sender, language, note);
            }
        };
    }

    @AfterEach
    void clear() {
        db.runInTransaction(tx -> tx.dsl().deleteFrom(TRANSFER).execute());
        world.close();
    }

    @Test
    void whoIsSentAConversationReadsFirstWhoSentItAndWhyAndItsCustomerIsToldOnce() {
        var oleg = world.readyAgent("oleg", "");
        world.readyAgent("vera", "");

        var wished =
                transfers().send(maria, talk, new Wanted.OfAgent("OLEG"), Optional.of("a refund"));
        var sender = world.doing(maria);
        router.turn();

        assertThat(wished).hasValue(Wished.DONE);
        assertThat(sender).isEqualTo("wrap-up " + writer);
        assertThat(world.doing(oleg)).isEqualTo("ringing " + writer);
        var held = world.held(oleg).getFirst().id();
        var sentBy = db.inTransaction(tx -> new TransferNews(destinations, talks).sender(tx, held));
        assertThat(sentBy).hasValue(new TransferNews.Sender("maria", Optional.of("a refund")));
        world.inbox.ring(held, RingOutcome.BRIDGED);
        router.turn();
        var shown = messages().of(oleg, held);
        assertThat(shown.notes()).extracting(ThreadNote::text).containsExactly("a refund");
        assertThat(shown.messages())
                .extracting(ThreadMessage::author)
                .containsExactly(Author.CUSTOMER, Author.FLOW);
        assertThat(shown.messages().getLast().text()).startsWith("A colleague goes on");
        assertThat(shown.messages().getLast().state()).isEqualTo(MessageState.QUEUED);
    }

    @Test
    void whoIsNotThereIsWaitedForAMinuteAndThenWhoeverIs() {
        var oleg = world.agent("oleg", "");
        world.agents.signIn(oleg, "desk-oleg");
        var vera = world.readyAgent("vera", "");

        transfers().send(maria, talk, new Wanted.OfAgent("oleg"), NO_NOTE);
        router.turn();
        var atFirst = world.placeOf(writer);
        clock.passes(Duration.ofSeconds(61));
        world.agents.heartbeat(vera);
        router.turn();

        assertThat(atFirst).isEqualTo("waiting");
        assertThat(world.doing(vera)).isEqualTo("ringing " + writer);
        assertThat(world.historyOf(writer)).containsExactly("answered", "offered");
    }

    @Test
    void whoseHandsAreFullIsNotSentOneMoreUntilOneIsOut() {
        var oleg = world.readyAgent("oleg", "");
        world.agents.pause(maria, NotReadyReason.BREAK);
        for (var i = 0; i < 3; i++) {
            world.waitingWriter();
            taken(oleg);
        }

        transfers().send(maria, talk, new Wanted.OfAgent("oleg"), NO_NOTE);
        router.turn();
        var whileFull = world.placeOf(writer);
        var first = world.held(oleg).getFirst().id();
        world.inbox.ring(first, RingOutcome.ENDED);
        router.turn();
        world.agents.complete(
                oleg, first, new Topic("internet"), "resolved", Optional.empty(), true);
        router.turn();

        assertThat(whileFull).isEqualTo("waiting");
        assertThat(world.held(oleg)).extracting(Assignment::contact).contains(writer);
    }

    @Test
    void aConversationMayBeSentToAQueueAndIsCountedSo() {
        assertThat(transfers().send(maria, talk, new Wanted.OfQueue("support"), NO_NOTE))
                .hasValue(Wished.DONE);

        assertThat(world.placeOf(writer)).isEqualTo("waiting");
        var counted =
                db.inTransaction(tx ->
                        tx.dsl()
                                .select(TRANSFER.KIND, TRANSFER.SENT_TO, TRANSFER.OUTCOME)
                                .from(TRANSFER)
                                .fetchSingle(row ->
                                        row.value1() + " " + row.value2() + " " + row.value3()));
        assertThat(counted).isEqualTo("send queue queued");
    }

    @Test
    void whatIsPressedTwiceOrIsAnotherAgentsIsNotPossibleAndTellsNobody() {
        var oleg = world.readyAgent("oleg", "");
        var all = transfers();

        assertThat(all.send(oleg, talk, new Wanted.OfQueue("support"), NO_NOTE))
                .hasValue(Wished.NOT_NOW);
        assertThat(all.send(maria, talk, new Wanted.OfAgent("maria"), NO_NOTE))
                .hasValue(Wished.NO_SUCH_TARGET);
        assertThat(all.send(maria, talk, new Wanted.OfQueue("nowhere"), NO_NOTE))
                .hasValue(Wished.NO_SUCH_TARGET);
        assertThat(all.send(maria, talk, new Wanted.OfNumber("+77011234567"), NO_NOTE))
                .hasValue(Wished.NUMBER_NOT_ALLOWED);
        assertThat(all.send(maria, talk, new Wanted.OfQueue("support"), NO_NOTE))
                .hasValue(Wished.DONE);
        assertThat(all.send(maria, talk, new Wanted.OfQueue("support"), NO_NOTE))
                .hasValue(Wished.NOT_NOW);

        assertThat(messages().of(maria, talk).messages()).hasSize(2);
    }

    @Test
    void whoHadItIsOffItAtOnce() {
        clock.passes(Duration.ofSeconds(10));
        transfers().send(maria, talk, new Wanted.OfQueue("support"), NO_NOTE);
        clock.passes(Duration.ofSeconds(10));
        db.runInTransaction(tx -> receive(tx, writer, "a secret for the next one"));
        var all = messages();

        assertThat(all.say(maria, talk, UUID.randomUUID().toString(), "one more thing"))
                .isEqualTo(AgentMessages.Result.NOT_NOW);
        assertThat(all.note(maria, talk, UUID.randomUUID(), "one more thing"))
                .isEqualTo(AgentMessages.Result.NOT_NOW);
        assertThat(all.close(maria, talk)).isFalse();
        assertThat(all.of(maria, talk).messages())
                .extracting(ThreadMessage::text)
                .hasSize(2)
                .doesNotContain("a secret for the next one");
    }

    @Test
    void whatItsSenderSaysMeanwhileIsSaidBeforeTheCustomerIsToldOrNotAtAll() throws Exception {
        var all = messages();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var saying =
                    pool.submit(() -> {
                        var said = 0;
                        while (all.say(maria, talk, UUID.randomUUID().toString(), "and then")
                                == AgentMessages.Result.WRITTEN) {
                            said++;
                        }
                        return said;
                    });
            Awaitility.await().until(() -> all.of(maria, talk).messages().size() > 3);

            transfers().send(maria, talk, new Wanted.OfQueue("support"), NO_NOTE);

            assertThat(saying.get(20, TimeUnit.SECONDS)).isPositive();
        }
        assertThat(all.of(maria, talk).messages().getLast().author()).isEqualTo(Author.FLOW);
    }

    @Test
    void whereNothingIsSaidByItselfNobodyIsTold() {
        for (var answers : List.of(Answers.RECEIPT, Answers.NONE)) {
            db.runInTransaction(
                    tx -> messages(answers).handedOver(tx, writer, maria, "en", NO_NOTE));
        }

        assertThat(messages().of(maria, talk).messages()).hasSize(1);
    }

    @Test
    void aServerThatIsKilledInBetweenLeavesItWhereItWas() {
        var killed =
                transfers(
                        new WrittenTransfers.Correspondent() {
                            @Override
                            public void lock(Tx tx, ContactId contact) {}

                            @Override
                            public void handedOver(
                                    Tx tx,
                                    ContactId contact,
                                    AgentId sender,
                                    String language,
                                    Optional<String> note) {
                                messages().handedOver(tx, contact, sender, language, note);
                                throw new IllegalStateException("killed");
                            }
                        });

        assertThatThrownBy(() -> killed.send(maria, talk, new Wanted.OfQueue("support"), NO_NOTE))
                .hasMessageContaining("killed");

        assertThat(world.doing(maria)).isEqualTo("talking " + writer);
        assertThat(world.placeOf(writer)).isEqualTo("answered");
        assertThat(messages().of(maria, talk).messages()).hasSize(1);
        assertThat(transfers().send(maria, talk, new Wanted.OfQueue("support"), NO_NOTE))
                .hasValue(Wished.DONE);
    }

    @Test
    void aNoteIsKeptOnceForAgentsAndIsNoMessage() {
        var all = messages();
        var id = UUID.randomUUID();

        assertThat(all.note(maria, talk, id, "  he was rude  "))
                .isEqualTo(AgentMessages.Result.WRITTEN);
        assertThat(all.note(maria, talk, id, "he was rude"))
                .isEqualTo(AgentMessages.Result.WRITTEN);
        assertThat(all.note(maria, talk, UUID.randomUUID(), " "))
                .isEqualTo(AgentMessages.Result.UNFIT);
        assertThat(all.note(maria, talk, UUID.randomUUID(), "x".repeat(2001)))
                .isEqualTo(AgentMessages.Result.UNFIT);

        var shown = all.of(maria, talk);
        assertThat(shown.notes()).hasSize(1);
        var note = shown.notes().getFirst();
        assertThat(note.text()).isEqualTo("he was rude");
        assertThat(note.agentName()).isEqualTo("maria");
        assertThat(note.after()).isEqualTo(shown.messages().getLast().seq());
        assertThat(shown.messages()).hasSize(1);
        var unsent =
                db.inTransaction(tx ->
                        new OutgoingMessages().unsent(tx, Set.of("site"), clock.instant(), 9));
        var mine = db.inTransaction(tx -> new Threads().of(tx, writer)).orElseThrow().id();
        assertThat(unsent).doesNotContain(mine);
    }

    @Test
    void aCallIsNoWishForHere() {
        var oleg = world.readyAgent("oleg", "");
        world.agents.pause(maria, NotReadyReason.BREAK);
        world.waitingContact("", 0);
        var call = taken(oleg);

        assertThat(transfers().send(oleg, call, new Wanted.OfQueue("support"), NO_NOTE)).isEmpty();
        assertThat(
                        transfers()
                                .send(
                                        oleg,
                                        new AssignmentId(ids.get()),
                                        new Wanted.OfQueue("support"),
                                        NO_NOTE))
                .isEmpty();
    }
}
