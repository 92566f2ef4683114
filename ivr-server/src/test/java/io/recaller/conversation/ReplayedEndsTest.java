package io.recaller.conversation;

import static io.recaller.conversation.OpenCalls.LINE;
import static io.recaller.conversation.OpenCalls.NOW;
import static io.recaller.conversation.OpenCalls.kept;
import static io.recaller.conversation.OpenCalls.place;
import static io.recaller.conversation.OpenCalls.turn;
import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.contact.Address;
import io.recaller.conversation.ending.ContactEnds;
import io.recaller.conversation.ending.FileSpool;
import io.recaller.conversation.ending.HangUp;
import io.recaller.conversation.ending.LastWords.LastWord;
import io.recaller.text.Rough;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ends that the database could not take: kept in the spool, and written later. */
class ReplayedEndsTest {
    @AutoClose private static final OpenCalls CALLS = new OpenCalls();
    private static final Archive ARCHIVE = CALLS.archive;

    @TempDir private Path folder;

    private final ContactEnds ends = CALLS.ends();

    @Test
    void anEndInTheSpoolIsReadableByItsOwnerOnly() throws IOException {
        var spool = spool(folder.resolve("spool"));

        spool.keep(kept(ARCHIVE.newContact(), "4.1"));

        assertThat(mode(folder.resolve("spool"))).isEqualTo("rwx------");
        assertThat(mode(spool.waiting().getFirst())).isEqualTo("rw-------");
    }

    @Test
    void aReplayedEndMakesTheContactThatWasNeverWritten() {
        var spool = spool(folder);
        var contact = ARCHIVE.newContact();
        spool.keep(kept(contact, "4.2"));

        assertThat(spool.replay(_ -> {})).isEqualTo(1);

        var row = ARCHIVE.row(contact);
        assertThat(row.getEndReason()).isEqualTo("ring-group");
        assertThat(row.getCustomerId()).isEqualTo(ARCHIVE.customer(LINE).value());
        assertThat(row.getTopic()).isEqualTo("other.billing.tv");
        assertThat(CALLS.address(contact)).isEqualTo(new Address.Call("pbx1", "4.2", "c"));
        assertThat(row.getEndedAt()).isEqualTo(NOW.plusSeconds(60));
        assertThat(spool.waiting()).isEmpty();
        assertThat(spool.replay(_ -> {})).isZero();
    }

    @Test
    void anEndThatTheDiskDoesNotTakeEitherIsWrittenOnceTheDatabaseTakesIt() throws IOException {
        var place = folder.resolve("gone");
        var spool = spool(place);
        Files.delete(place);
        var contact = ARCHIVE.newContact();

        spool.keep(kept(contact, "4.8"));

        assertThat(spool.replay(_ -> {})).isEqualTo(1);
        assertThat(ARCHIVE.row(contact).getEndReason()).isEqualTo("ring-group");
        assertThat(spool.replay(_ -> {})).isZero();
    }

    @Test
    void aReplayedEndInTheRingGroupIsWhenTheCallEndedAndNotWhenItWasGivenAway() {
        var contact = ARCHIVE.newContact();
        var spool = spool(folder.resolve("given"));
        spool.keep(kept(contact, "4.9"));
        var last = NOW.plusSeconds(90);
        var told =
                CALLS.ends(
                        NOW.plusSeconds(300),
                        _ ->
                                Optional.of(
                                        new LastWord(true, last, HangUp.UNTOLD, Optional.empty())));

        spool.replay(contact1 -> told.gone(contact1, HangUp.UNTOLD));

        assertThat(ARCHIVE.row(contact).getEndReason()).isEqualTo("ring-group");
        assertThat(ARCHIVE.row(contact).getEndedAt()).isEqualTo(last);
    }

    @Test
    void aReplayedEndTakesTheContactOutOfTheQueueAndKeepsAnEarlierEnd() {
        var spool = spool(folder);
        var queued = CALLS.begun("4.3", Duration.ofMinutes(1));
        ARCHIVE.dialogues.handOff(turn(queued), 0, place(queued));
        var ended = CALLS.begun("4.4", Duration.ofMinutes(1));
        ends.gone(ended, HangUp.BY_CALLER);
        spool.keep(kept(queued, "4.3"));
        spool.keep(kept(ended, "4.4"));

        assertThat(spool.replay(_ -> {})).isEqualTo(2);

        assertThat(ARCHIVE.inQueue()).doesNotContain(queued);
        assertThat(ARCHIVE.row(ended).getEndReason()).isEqualTo("caller-hung-up");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2999-01-01T00:00:00Z", "9999-12-31T23:59:59Z"})
    void anEndKeptWhileAClockWasAheadIsOfNow(Instant ahead) throws IOException {
        var spool = spool(folder);
        var contact = ARCHIVE.newContact();
        spool.keep(kept(contact, "4.6"));
        var file = spool.waiting().getFirst();
        Files.writeString(
                file,
                Files.readString(file)
                        .replaceAll("\"(startedAt|at)\":\"[^\"]*\"", "\"$1\":\"" + ahead + "\""));

        assertThat(spool.replay(_ -> {})).isEqualTo(1);

        assertThat(ARCHIVE.row(contact).getStartedAt()).isEqualTo(NOW.plusSeconds(300));
        assertThat(ARCHIVE.row(contact).getEndedAt()).isEqualTo(NOW.plusSeconds(300));
    }

    @Test
    void aFileThatIsNoEndIsSetAsideAndDoesNotHoldUpTheOthers() throws IOException {
        var spool = spool(folder);
        Files.writeString(folder.resolve("00.json"), "{\"contact\": 5}");
        Files.writeString(folder.resolve("01.json"), "half a fi");
        spool.keep(kept(ARCHIVE.newContact(), "4.5"));

        assertThat(spool.replay(_ -> {})).isEqualTo(1);

        assertThat(spool.waiting()).isEmpty();
        assertThat(folder.resolve("00.json.bad")).exists();
        assertThat(folder.resolve("01.json.bad")).exists();
    }

    @Test
    void anEndThatWasKeptBeforeContactsHadAddressesIsStillWritten() throws IOException {
        var spool = spool(folder);
        var contact = ARCHIVE.newContact();
        Files.writeString(
                folder.resolve(contact + ".json"),
                """
                {"contact":"%s","trust":"CLAIMED","startedAt":"%s","asteriskSystem":"pbx2",
                 "linkedId":"8.1","reason":"RING_GROUP","topicSource":"KEY","at":"%s",
                 "callerKind":"TEL","caller":"+4940123456"}
                """
                        .formatted(contact, NOW, NOW));

        assertThat(spool.replay(_ -> {})).isEqualTo(1);

        assertThat(CALLS.address(contact)).isEqualTo(new Address.Call("pbx2", "8.1", ""));
        assertThat(ARCHIVE.row(contact).getChannel()).isEqualTo("phone");
    }

    @Test
    void whatTheDatabaseCannotHoldNeverKeepsTheRestOfTheSpoolFromBeingWritten() throws IOException {
        var spool = spool(folder);
        var odd = ARCHIVE.newContact();
        spool.keep(kept(odd, "4.8"));
        var file = folder.resolve(odd + ".json");
        Files.writeString(file, Files.readString(file).replace("4.8", "4.8\\u0000\\ud83d"));
        var good = ARCHIVE.newContact();
        spool.keep(kept(good, "4.9"));
        Files.write(folder.resolve("0-cut.json"), new byte[] {'{', (byte) 0xC3, '}'});
        Files.writeString(
                folder.resolve("0-late.json"),
                Files.readString(folder.resolve(good + ".json"))
                        .replaceFirst("\"at\":\"[^\"]*\"", "\"at\":\"-999999999-01-01T00:00:00Z\"")
                        .replace(good.toString(), ARCHIVE.newContact().toString()));

        assertThat(spool.replay(_ -> {})).isEqualTo(2);

        assertThat(spool.waiting()).isEmpty();
        assertThat(CALLS.address(odd)).isEqualTo(new Address.Call("pbx1", "4.8\uFFFD\uFFFD", "c"));
        assertThat(ARCHIVE.row(good).getEndReason()).isNotNull();
        assertThat(folder.resolve("0-cut.json.bad")).exists();
        assertThat(folder.resolve("0-late.json.bad")).exists();
    }

    @Test
    @Timeout(60)
    void whateverIsInASpooledFileTheOthersAreWritten() throws IOException {
        var spool = spool(folder);
        spool.keep(kept(ARCHIVE.newContact(), "4.7"));
        var kept = Files.readString(spool.waiting().getFirst());
        var fields = new JsonObject(kept).fieldNames();
        var number = 0;
        for (var text : Rough.texts(14, 10)) {
            for (var field : List.copyOf(fields)) {
                var json = new JsonObject(kept).put("contact", ARCHIVE.newContact().toString());
                Files.writeString(
                        folder.resolve("1-" + number++ + ".json"),
                        escaped(json.put(field, text).encode()));
            }
            Files.writeString(folder.resolve("2-" + number++ + ".json"), escaped(text));
        }
        var last = ARCHIVE.newContact();
        Files.writeString(
                folder.resolve("9.json"),
                new JsonObject(kept).put("contact", last.toString()).encode());

        assertThat(spool.replay(_ -> {})).isGreaterThan(1);

        assertThat(spool.waiting()).isEmpty();
        assertThat(ARCHIVE.row(last).getEndReason()).isNotNull();
    }

    private static String escaped(String text) {
        return text.replace("\uD83D", "\\ud83d").replace("\uDD11", "\\udd11");
    }

    @Test
    void aFullSpoolKeepsWhatItHas() throws IOException {
        for (int i = 0; i < 10_000; i++) {
            Files.createFile(folder.resolve(i + ".json"));
        }
        var spool = spool(folder);

        spool.keep(kept(ARCHIVE.newContact(), "4.6"));

        assertThat(spool.waiting()).hasSize(10_000);
    }

    private FileSpool spool(Path where) {
        return new FileSpool(
                where, ARCHIVE.db, ARCHIVE.customers, ARCHIVE.contacts, () -> NOW.plusSeconds(300));
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
