package io.recaller.conversation;

import static io.recaller.db.generated.Tables.CONTACT;
import static io.recaller.db.generated.Tables.CUSTOMER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.jooq.impl.DSL.field;

import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.contact.Direction;
import io.recaller.contact.Nature;
import io.recaller.contact.SomeEnds;
import io.recaller.contact.TopicSource;
import io.recaller.contact.TopicStore;
import io.recaller.contact.reported.Intake;
import io.recaller.contact.reported.Recorded;
import io.recaller.contact.reported.Reported;
import io.recaller.conversation.dialogue.DialogueStore.Beginning;
import io.recaller.conversation.dialogue.DialogueStore.Finish;
import io.recaller.conversation.dialogue.DialogueStore.TurnTaken;
import io.recaller.customer.CustomerId;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.customer.Merges;
import io.recaller.customer.TrustTier;
import io.recaller.db.Database;
import io.recaller.db.Tx;
import io.recaller.flow.engine.Attempt;
import io.recaller.flow.engine.Dialogue;
import io.recaller.flow.engine.Position;
import io.recaller.register.Ingest;
import io.recaller.speech.Language;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Customers turn out to be one while others are busy with the same: nobody is refused by the
 * database, nothing is lost, nobody becomes somebody who becomes them.
 *
 * <p>Whoever would cross is made to wait for a row that the test holds, so that they do cross.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class MergesTest {
    private final Archive archive = new Archive();
    private final Database db = archive.db;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Intake intake =
            new Intake(archive.ids, archive.links(), archive.fields, new TopicStore());
    private int counter;

    @AfterAll
    void close() {
        threads.shutdownNow();
        archive.close();
    }

    @Test
    void twoMergesThatCrossAreBothDone() throws Exception {
        var older = guest();
        var younger = guest();
        var line = line();
        var owner = archive.customer(line);

        var done =
                whileHeld(
                        owner,
                        () -> report(TrustTier.VERIFIED, younger.browser, older.browser, line),
                        () -> prove(younger.customer, older.contact));

        for (var future : done) {
            future.get(10, TimeUnit.SECONDS);
        }
        assertThat(who(younger.browser)).contains(owner);
        assertThat(who(older.browser)).contains(owner);
        assertThat(contactsOf(owner)).isEqualTo(3);
    }

    @Test
    void twoWhoBecomeEachOtherAreOneAndFound() throws Exception {
        var one = guest();
        var other = guest();

        var done =
                whileHeld(
                        one.customer,
                        () -> prove(one.customer, other.contact),
                        () -> prove(other.customer, one.contact));

        for (var future : done) {
            future.get(10, TimeUnit.SECONDS);
        }
        assertThat(who(one.browser)).isPresent().isEqualTo(who(other.browser));
        assertThat(contactsOf(who(one.browser).orElseThrow())).isEqualTo(2);
    }

    @Test
    void aCallThatGoesOnWhileItsCallerTurnsOutToBeAnotherIsWritten() throws Exception {
        var line = line();
        var caller = archive.customer(line);
        var owner = archive.customer(line());
        var contact = archive.newContact();
        archive.dialogues.begin(beginning(contact, line));

        var done =
                whileHeld(
                        caller,
                        () ->
                                db.inTransaction(
                                        tx -> archive.links().prove(tx, owner, line, Archive.NOW)),
                        () -> save(turn(contact, "main", caller)));

        for (var future : done) {
            future.get(10, TimeUnit.SECONDS);
        }
        assertThat(who(line)).contains(owner);
        assertThat(archive.dialogues.load(contact).orElseThrow().version()).isEqualTo(1);
        assertThat(contactsOf(owner)).isEqualTo(1);
    }

    @Test
    void aCallThatEndsWhileItsCallerTurnsOutToBeAnotherIsOver() throws Exception {
        var line = line();
        var caller = archive.customer(line);
        var owner = archive.customer(line());
        var contact = archive.newContact();
        archive.dialogues.begin(beginning(contact, line));

        var done =
                whileHeld(
                        caller,
                        () ->
                                db.inTransaction(
                                        tx -> archive.links().prove(tx, owner, line, Archive.NOW)),
                        () -> finish(contact, line));

        for (var future : done) {
            future.get(10, TimeUnit.SECONDS);
        }
        assertThat(who(line)).contains(owner);
        assertThat(archive.row(contact).getEndedAt()).isNotNull();
        assertThat(contactsOf(owner)).isEqualTo(1);
    }

    /** Lists name the same browsers in all orders while agents prove whose they are. */
    @Test
    void listsThatAreReportedMeanwhileAreTakenWhole() throws Exception {
        var guests = Stream.generate(this::guest).limit(8).toList();
        var owner = archive.customer(line());
        var ingest = new Ingest(db, InstantSource.fixed(Archive.NOW), intake);
        var before = contacts();
        var work = new ArrayList<Future<?>>();
        var start = new CountDownLatch(1);

        for (var shift = 0; shift < 4; shift++) {
            var list = shuffled(guests, shift);
            work.add(
                    threads.submit(() -> {
                        start.await();
                        return ingest.take(list);
                    }));
        }
        for (var guest : guests) {
            work.add(
                    threads.submit(() -> {
                        start.await();
                        return db.inTransactionOrAgain(
                                tx -> archive.links().prove(tx, owner, guest.browser, Archive.NOW));
                    }));
        }
        start.countDown();
        for (var future : work) {
            var told = future.get(60, TimeUnit.SECONDS);
            if (told instanceof Collection<?> taken) {
                assertThat(taken).allMatch(Ingest.Taken.Stored.class::isInstance);
            }
        }

        assertThat(contacts()).isEqualTo(before + 4 * 16);
        assertThat(guests).allMatch(guest -> who(guest.browser).equals(Optional.of(owner)));
    }

    private List<Reported> shuffled(List<Guest> guests, int shift) {
        return IntStream.range(0, 16)
                .map(i -> shift % 2 == 0 ? i : 15 - i)
                .mapToObj(i -> {
                    var one = guests.get((i + shift) % guests.size()).browser;
                    var other = guests.get((i * 3 + shift) % guests.size()).browser;
                    return reported(TrustTier.UNKNOWN, List.of(one, other));
                })
                .toList();
    }

    private record Guest(Handle browser, CustomerId customer, ContactId contact) {}

    private Guest guest() {
        var browser = new Handle(HandleKind.WEB, "merges-" + ++counter);
        var told = db.inTransaction(tx -> record(tx, TrustTier.UNKNOWN, browser));
        return new Guest(browser, told.customer().orElseThrow(), told.contact());
    }

    private Object report(TrustTier trust, Handle... handles) {
        return db.inTransaction(tx -> record(tx, trust, handles));
    }

    private Recorded record(Tx tx, TrustTier trust, Handle... handles) {
        return intake.record(tx, List.of(reported(trust, List.of(handles))), Archive.NOW)
                .getFirst();
    }

    private synchronized Reported reported(TrustTier trust, List<Handle> handles) {
        return new Reported(
                "webchat",
                "merges-" + ++counter,
                Nature.INTERACTION,
                Channel.WEB,
                Direction.INBOUND,
                handles.stream().distinct().toList(),
                trust,
                Optional.empty(),
                Archive.NOW.minus(Duration.ofHours(1)),
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }

    private boolean prove(CustomerId customer, ContactId contact) {
        return db.inTransaction(
                tx -> archive.links().proveContact(tx, customer, contact.value(), Archive.NOW));
    }

    /** Both wait for this row, and are let go on together. */
    private List<Future<Object>> whileHeld(
            CustomerId row, Supplier<Object> first, Supplier<Object> second) {
        return db.inTransaction(tx -> {
            tx.dsl()
                    .selectFrom(CUSTOMER)
                    .where(CUSTOMER.ID.eq(row.value()))
                    .forNoKeyUpdate()
                    .execute();
            var one = threads.submit(first::get);
            await().until(() -> waiting() >= 1);
            var two = threads.submit(second::get);
            await().until(() -> waiting() >= 2 || two.isDone());
            return List.of(one, two);
        });
    }

    private int waiting() {
        return db.inTransaction(tx ->
                tx.dsl()
                        .fetchCount(
                                DSL.table("pg_stat_activity"),
                                field("wait_event_type", String.class).eq("Lock"),
                                field("datname", String.class)
                                        .eq(field("current_database()", String.class))));
    }

    private Object save(TurnTaken turn) {
        archive.dialogues.save(turn, 0);
        return true;
    }

    private Object finish(ContactId contact, Handle line) {
        var finish =
                new Finish(
                        beginning(contact, line),
                        SomeEnds.HUNG_UP,
                        Optional.empty(),
                        TopicSource.KEY,
                        Optional.empty(),
                        Archive.NOW);
        archive.dialogues.finish(finish, 0);
        return true;
    }

    /** Somebody else spoke on it meanwhile, of whom nothing is known. */
    private Beginning beginning(ContactId contact, Handle line) {
        return new Beginning(
                contact,
                Office.from(line),
                Optional.empty(),
                TrustTier.UNKNOWN,
                dialogue("hello"),
                Archive.NOW);
    }

    private TurnTaken turn(ContactId contact, String node, CustomerId customer) {
        return new TurnTaken(
                contact,
                dialogue(node),
                Channel.PHONE,
                Optional.of(customer),
                TrustTier.CLAIMED,
                List.of(),
                List.of(),
                Optional.of(new Language("ru")),
                Optional.empty(),
                Archive.NOW);
    }

    private Dialogue dialogue(String node) {
        return new Dialogue(
                "telecom",
                archive.flow.source().sha256(),
                node,
                new Position.AtNode(new Attempt(1, Attempt.Fault.NO_INPUT)),
                new Language("ru"),
                Map.of(),
                List.of());
    }

    private Handle line() {
        return new Handle(HandleKind.TEL, "+77025" + (100_000 + ++counter));
    }

    private Optional<CustomerId> who(Handle handle) {
        return db.inTransaction(tx -> archive.customers.resolve(tx, handle)).single();
    }

    private int contactsOf(CustomerId customer) {
        return db.inTransaction(tx ->
                tx.dsl().fetchCount(CONTACT, CONTACT.CUSTOMER_ID.in(Merges.familyOf(customer))));
    }

    private int contacts() {
        return db.inTransaction(tx -> tx.dsl().fetchCount(CONTACT));
    }
}
