package io.recaller.conversation.dialogue;

import static io.recaller.db.generated.Tables.DIALOGUE;
import static io.recaller.db.generated.Tables.MENU_IMPRESSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.contact.Ended;
import io.recaller.contact.Topic;
import io.recaller.contact.TopicSource;
import io.recaller.contact.history.Timeline;
import io.recaller.conversation.Archive;
import io.recaller.conversation.Office;
import io.recaller.conversation.Places;
import io.recaller.conversation.dialogue.DialogueStore.Beginning;
import io.recaller.conversation.dialogue.DialogueStore.Heard;
import io.recaller.conversation.dialogue.DialogueStore.TurnTaken;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.customer.TrustTier;
import io.recaller.db.Database;
import io.recaller.db.DatabaseUnavailableException;
import io.recaller.db.TestDatabase;
import io.recaller.db.UnstorableException;
import io.recaller.flow.engine.Dialogue;
import io.recaller.flow.engine.Position;
import io.recaller.menu.planner.Layout;
import io.recaller.skill.Requirement;
import io.recaller.speech.Language;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Turns that are posted by many calls at once, on a real PostgreSQL. */
class PostedTurnsTest {
    private static final Archive ARCHIVE = new Archive();
    private static final AtomicInteger LINES = new AtomicInteger(3_000_000);

    private final DatabaseDialogues dialogues = ARCHIVE.dialogues;
    private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void hangUp() {
        calls.close();
    }

    @AfterAll
    static void close() {
        ARCHIVE.close();
    }

    @Test
    void turnsOfManyCallsAtOnceAreEachWrittenOnceWithTheMenuThatWasHeard() throws Exception {
        var begun = Stream.generate(this::begun).limit(35).toList();

        for (var written : begun.stream().map(each -> posted(turn(each, "main"), 0)).toList()) {
            done(written);
        }

        for (var each : begun) {
            var saved = dialogues.load(each.contact()).orElseThrow();
            assertThat(saved.version()).isEqualTo(1);
            assertThat(saved.dialogue()).isEqualTo(dialogue("main", "1"));
            assertThat(menusHeard(each.contact())).isEqualTo(1);
        }
    }

    @Test
    void ofTurnsPostedTogetherOnlyTheStaleOneIsRefusedWithTheMenuItHeard() throws Exception {
        var stale = begun();
        dialogues.save(turn(stale, "elsewhere"), 0);
        var fresh = begun();

        var refused = posted(turn(stale, "main"), 0);
        var written = posted(turn(fresh, "main"), 0);

        done(written);
        assertThatThrownBy(() -> done(refused)).hasCauseInstanceOf(SupersededException.class);
        assertThat(dialogues.load(fresh.contact()).orElseThrow().version()).isEqualTo(1);
        assertThat(menusHeard(stale.contact())).isEqualTo(1);
    }

    @Test
    void oneThatCanNeverBeStoredDoesNotKeepTheOthersFromIt() throws Exception {
        var bad = begun();
        var good = begun();

        var impossible = posted(turn(bad, "main", dialogue("main", "nul \u0000")), 0);
        var written = posted(turn(good, "main"), 0);

        done(written);
        assertThatThrownBy(() -> done(impossible)).hasCauseInstanceOf(UnstorableException.class);
        assertThat(dialogues.load(good.contact()).orElseThrow().version()).isEqualTo(1);
    }

    @Test
    void oneThatSomebodyElseIsWritingDoesNotKeepTheOthersWaiting() throws Exception {
        var held = begun();
        var free = begun();
        var waiting =
                ARCHIVE.db.inTransaction(tx -> {
                    tx.dsl()
                            .selectOne()
                            .from(DIALOGUE)
                            .where(DIALOGUE.CONTACT_ID.eq(held.contact().value()))
                            .forUpdate()
                            .fetch();
                    var waits = posted(turn(held, "main"), 0);
                    assertThat(isWritten(posted(turn(free, "main"), 0))).isTrue();
                    assertThat(waits).isNotDone();
                    return waits;
                });

        done(waiting);

        assertThat(dialogues.load(held.contact()).orElseThrow().version()).isEqualTo(1);
    }

    @Test
    void oneWhoseStatementIsStuckDoesNotKeepThoseThatComeLaterWaiting() throws Exception {
        var stuck = begun();
        var later = Stream.generate(this::begun).limit(12).toList();
        var sha = ARCHIVE.anotherFlow();
        var waiting =
                ARCHIVE.db.inTransaction(tx -> {
                    ARCHIVE.heldFlow(tx, sha);
                    var waits = posted(turn(stuck, "main", dialogue(sha, "main", "1")), 0);
                    await().until(() -> ARCHIVE.waiting() > 0);
                    for (var each : later) {
                        assertThat(isWritten(posted(turn(each, "main"), 0))).isTrue();
                    }
                    assertThat(waits).isNotDone();
                    return waits;
                });

        done(waiting);

        assertThat(dialogues.load(stuck.contact()).orElseThrow().version()).isEqualTo(1);
    }

    @Test
    void oneThatIsStuckForTooLongDoesNotTakeTheOthersOfItsStatementWithIt() throws Exception {
        var settings = TestDatabase.freshSettings();
        try (var archive = new Archive(Database.open(settings));
                var database = Database.open(Archive.hasty(settings))) {
            var hasty =
                    new DatabaseDialogues(
                            database,
                            archive.customers,
                            archive.contacts,
                            archive.fields,
                            archive.ids);
            var stuck = begun(archive);
            var good = Stream.generate(() -> begun(archive)).limit(5).toList();
            var sha = archive.anotherFlow();
            archive.db.runInTransaction(tx -> {
                archive.heldFlow(tx, sha);
                var waits =
                        calls.submit(() ->
                                hasty.saveSoon(turn(stuck, "main", dialogue(sha, "main", "1")), 0));
                var written =
                        good.stream()
                                .map(each ->
                                        calls.submit(() -> hasty.saveSoon(turn(each, "main"), 0)))
                                .toList();
                assertThat(written).allMatch(PostedTurnsTest::isWritten);
                assertThatThrownBy(() -> done(waits))
                        .hasCauseInstanceOf(DatabaseUnavailableException.class);
            });
        }
    }

    @Test
    void twoTurnsOfOneContactComeOneAfterAnother() throws Exception {
        var begun = begun();

        var one = posted(turn(begun, "main"), 0);
        var other = posted(turn(begun, "main"), 0);

        assertThat(Stream.of(one, other).filter(PostedTurnsTest::isWritten)).hasSize(1);
        assertThat(menusHeard(begun.contact())).isEqualTo(1);
    }

    @Test
    void whatTheKeysToldIsKnownWhileTheCallerIsInAMenuAndToldToTheContactAtTheEnd() {
        var begun = begun();
        ARCHIVE.define("outage");

        dialogues.saveSoon(about(turn(begun, "main"), "outage"), 0);

        var shown = ARCHIVE.db.inTransaction(tx -> new Timeline().find(tx, begun.contact()));
        assertThat(shown.orElseThrow().topic()).contains(new Topic("outage"));
        assertThat(shown.orElseThrow().topicSource()).contains(TopicSource.KEY);

        ARCHIVE.db.runInTransaction(tx ->
                ARCHIVE.contacts.finish(
                        tx,
                        begun.contact(),
                        new Ended.SelfServed(),
                        Archive.NOW,
                        Optional.empty(),
                        TopicSource.KEY));
        assertThat(ARCHIVE.row(begun.contact()).getTopic()).isEqualTo("outage");
        assertThat(ARCHIVE.row(begun.contact()).getTopicSource()).isEqualTo("key");
        assertThat(ARCHIVE.conversation(begun.contact()).getTopic()).isEqualTo("outage");
    }

    @Test
    void atAHandOffTheContactIsToldWhatTheKeysTold() {
        var begun = begun();
        ARCHIVE.define("repair");
        dialogues.saveSoon(about(turn(begun, "main"), "repair"), 0);

        var place = Places.of(Requirement.none(), 5, "c9");
        dialogues.handOff(about(turn(begun, "person"), "repair"), 1, place);

        assertThat(ARCHIVE.row(begun.contact()).getTopic()).isEqualTo("repair");
        assertThat(ARCHIVE.conversation(begun.contact()).getTopic()).isEqualTo("repair");
    }

    private Beginning begun() {
        return begun(ARCHIVE);
    }

    private static Beginning begun(Archive archive) {
        var line = new Handle(HandleKind.TEL, "+7702" + LINES.incrementAndGet());
        var beginning =
                new Beginning(
                        archive.newContact(),
                        Office.from(line),
                        Optional.empty(),
                        TrustTier.CLAIMED,
                        dialogue("hello", "1"),
                        Archive.NOW);
        archive.dialogues.begin(beginning);
        return beginning;
    }

    private Future<?> posted(TurnTaken turn, long version) {
        return calls.submit(() -> dialogues.saveSoon(turn, version));
    }

    private static void done(Future<?> written) throws Exception {
        written.get(20, TimeUnit.SECONDS);
    }

    private static boolean isWritten(Future<?> posted) {
        try {
            done(posted);
            return true;
        } catch (Exception refused) {
            assertThat(refused).hasCauseInstanceOf(SupersededException.class);
            return false;
        }
    }

    private static int menusHeard(ContactId contact) {
        return ARCHIVE.db.inTransaction(tx ->
                tx.dsl()
                        .fetchCount(
                                MENU_IMPRESSION, MENU_IMPRESSION.CONTACT_ID.eq(contact.value())));
    }

    private static TurnTaken turn(Beginning begun, String node) {
        return turn(begun, node, dialogue(node, "1"));
    }

    private static TurnTaken turn(Beginning begun, String node, Dialogue dialogue) {
        var layout = new Layout(List.of(), "designed", Duration.ZERO);
        var second = Duration.ofSeconds(1);
        var heard = new Heard(node, layout, Archive.NOW, second, Optional.of("1"), "chosen");
        var turn =
                new TurnTaken(
                        begun.contact(),
                        dialogue,
                        Channel.PHONE,
                        Optional.empty(),
                        TrustTier.CLAIMED,
                        List.of(heard),
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Archive.NOW);
        return turn.knowing(turn.tells(begun.startedAt()));
    }

    private static TurnTaken about(TurnTaken turn, String topic) {
        var about =
                new TurnTaken(
                        turn.contact(),
                        turn.dialogue(),
                        turn.channel(),
                        turn.customer(),
                        turn.trust(),
                        turn.heard(),
                        turn.given(),
                        turn.language(),
                        Optional.of(new Topic(topic)),
                        turn.at());
        return about.knowing(turn.told().orElseThrow());
    }

    private static Dialogue dialogue(String node, String account) {
        return dialogue(ARCHIVE.flow.source().sha256(), node, account);
    }

    private static Dialogue dialogue(String sha, String node, String account) {
        return new Dialogue(
                "telecom",
                sha,
                node,
                Position.ENTRY,
                new Language("ru"),
                Map.of("account", account),
                List.of());
    }
}
