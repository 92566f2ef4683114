package io.recaller.conversation;

import static io.recaller.conversation.OpenCalls.LINE;
import static io.recaller.conversation.OpenCalls.NOW;
import static io.recaller.conversation.OpenCalls.beginning;
import static io.recaller.conversation.OpenCalls.dialogue;
import static io.recaller.conversation.OpenCalls.turn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.recaller.contact.Address;
import io.recaller.contact.AddressJson;
import io.recaller.contact.ContactId;
import io.recaller.conversation.dialogue.DialogueStore.TurnTaken;
import io.recaller.conversation.ending.ContactEnds;
import io.recaller.conversation.ending.Takeovers;
import io.recaller.customer.CustomerId;
import io.recaller.customer.TrustTier;
import io.recaller.customer.handle.Handles;
import io.recaller.db.Database;
import io.recaller.db.TestDatabase;
import io.recaller.flow.engine.Dialogue;
import io.recaller.flow.engine.PathEntry;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose a contact is once somebody else has taken its caller's place. */
class TakeoversTest {
    @AutoClose private static final OpenCalls CALLS = new OpenCalls();
    private static final Archive ARCHIVE = CALLS.archive;

    private static final Address MOVED = new Address.Call("pbx1", "1.12", "PJSIP/other");

    private static final String NEWCOMER = "+41446681800";

    private static final List<PathEntry> CHOSEN =
            List.of(new PathEntry.OptionChosen("main", "pay_tv"));

    private final ContactEnds ends = CALLS.ends();

    @ParameterizedTest
    @CsvSource({
        "VERIFIED, +77020000001, claimed",
        "ATTESTED, 8 702 000-00-01, claimed",
        "CLAIMED, +77020000001, claimed",
        "UNKNOWN, +77020000001, unknown",
    })
    void whoTakesACallersPlaceFromTheSameNumberHasProvedNothing(
            TrustTier proved, String number, String left) {
        var contact = CALLS.begun("1.9", Duration.ofMinutes(2));
        var other = CALLS.begun("1.10", Duration.ofMinutes(2));
        for (var each : List.of(contact, other)) {
            ARCHIVE.dialogues.save(turn(each, dialogue(), proved), 0);
        }
        var before = ARCHIVE.row(contact).getTrust();

        ends.replaced(contact, number);
        ends.replaced(contact, number);

        assertThat(before).isEqualTo(proved.name().toLowerCase(Locale.ROOT));
        assertThat(ARCHIVE.row(contact).getTrust()).isEqualTo(left);
        assertThat(ARCHIVE.row(contact).getTrustedUntil()).isNull();
        assertThat(ARCHIVE.row(contact).getEndedAt()).isNull();
        assertThat(ARCHIVE.row(contact).getCustomerId())
                .isEqualTo(ARCHIVE.row(other).getCustomerId());
        assertThat(ARCHIVE.row(other).getTrust()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({
        "+41 44 668 18 00, claimed",
        "0041446681800, claimed",
        "+5215512345678, claimed",
        "anonymous, unknown",
        "'', unknown",
        "+70000000000, unknown",
    })
    void aContactIsTheirsWhoTookTheCallersPlaceAsFarAsTheirNumberTells(
            String number, String trust) {
        var contact = CALLS.begun("1.11", Duration.ofMinutes(2));
        ARCHIVE.dialogues.save(keyed(contact), 0);
        var first = ARCHIVE.row(contact).getCustomerId();

        ends.replaced(contact, number);
        ends.replaced(contact, number);

        var row = ARCHIVE.row(contact);
        var newcomer = new Handles("KZ").caller(number).map(ARCHIVE::customer);
        assertThat(row.getTrust()).isEqualTo(trust);
        assertThat(row.getCustomerId())
                .isNotEqualTo(first)
                .isEqualTo(newcomer.map(CustomerId::value).orElse(null));
        var saved = ARCHIVE.dialogues.load(contact).orElseThrow();
        assertThat(saved.handle()).isEqualTo(new Handles("KZ").caller(number));
        assertThat(saved.dialogue().data()).as("what the first one keyed").isEmpty();
        assertThat(saved.dialogue().path()).as("what it is about").isEqualTo(CHOSEN);
        assertThat(row.getEndedAt()).isNull();
    }

    @Test
    void whoTakesACallersPlaceDuringAHandOffIsInNobodysWay() throws Exception {
        var contact = CALLS.begun("1.12", Duration.ofMinutes(2));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var passed =
                    ARCHIVE.db.inTransaction(tx -> {
                        ARCHIVE.held(tx, contact);
                        var taken = threads.submit(() -> ends.replaced(contact, NEWCOMER));
                        await().until(() -> ARCHIVE.waiting() > 0);
                        ARCHIVE.contacts.moved(tx, contact, MOVED);
                        return taken;
                    });
            passed.get(20, TimeUnit.SECONDS);
        }

        assertThat(CALLS.address(contact)).isEqualTo(MOVED);
        assertThat(ARCHIVE.dialogues.load(contact).orElseThrow().handle())
                .isEqualTo(new Handles("KZ").caller(NEWCOMER));
    }

    @Test
    void whoTookACallersPlaceDuringAnOutageIsWrittenAtTheNextLook() {
        var settings = TestDatabase.freshSettings();
        try (var archive = new Archive(Database.open(settings));
                var hasty = Database.open(Archive.hasty(settings))) {
            var late =
                    new ContactEnds(
                            hasty,
                            archive.contacts,
                            new Takeovers(
                                    archive.contacts, archive.customers, new Handles("KZ")::caller),
                            Runnable::run,
                            () -> NOW);
            var contact = archive.newContact();
            archive.dialogues.begin(beginning(contact, "1.13", NOW.minusSeconds(120)));
            var there = Map.of(contact, AddressJson.read(archive.row(contact).getAddress().data()));
            archive.db.runInTransaction(tx -> {
                archive.held(tx, contact);
                late.replaced(contact, "+41446681801");
                late.replaced(contact, NEWCOMER);
                late.alive("pbx1", there);
            });
            var before = archive.dialogues.load(contact).orElseThrow().handle();

            late.alive("pbx1", there);

            assertThat(before).contains(LINE);
            assertThat(archive.dialogues.load(contact).orElseThrow().handle())
                    .isEqualTo(new Handles("KZ").caller(NEWCOMER));
        }
    }

    private static TurnTaken keyed(ContactId contact) {
        var fresh = dialogue();
        var filled =
                new Dialogue(
                        fresh.flow(),
                        fresh.flowSha(),
                        fresh.node(),
                        fresh.position(),
                        fresh.language(),
                        Map.of("account", "12345678"),
                        CHOSEN);
        return turn(contact, filled, TrustTier.VERIFIED);
    }
}
