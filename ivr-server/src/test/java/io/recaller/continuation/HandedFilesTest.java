package io.recaller.continuation;

import static io.recaller.message.SampleFiles.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recaller.continuation.AgentPages.Outcome;
import io.recaller.continuation.AgentPages.Wanted;
import io.recaller.continuation.Companion.Opening;
import io.recaller.continuation.HandedFiles.Handing;
import io.recaller.continuation.PageTurn.Kind;
import io.recaller.conversation.Archive;
import io.recaller.db.DatabaseSettings;
import io.recaller.db.TestDatabase;
import io.recaller.message.Attachments;
import io.recaller.message.Author;
import io.recaller.message.ContactMessages;
import io.recaller.message.Messages;
import io.recaller.message.SampleFiles;
import io.recaller.message.ThreadId;
import io.recaller.message.ThreadMessage;
import io.recaller.message.Threads;
import io.recaller.message.file.Attachment;
import io.recaller.message.file.AttachmentRules;
import io.recaller.message.file.AttachmentRules.Refusal;
import io.recaller.message.file.FileContent;
import io.recaller.message.file.FileType;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Pictures and documents handed in on the page beside a call. */
final class HandedFilesTest {
    private static final DatabaseSettings SETTINGS = TestDatabase.freshSettings();
    private static final Archive archive = new Archive(TestDatabase.into(SETTINGS));
    private static final AtomicInteger numbers = new AtomicInteger(3_000_000);

    private final CallWithPage call =
            new CallWithPage(archive, "+7703" + numbers.incrementAndGet());
    private final AgentPages agents = call.agentPages();

    @AfterAll
    static void close() {
        archive.close();
    }

    @Test
    void aFileIsOfTheCallAndBeginsNoContactInWriting() {
        var cookie = opens();
        var page = call.companion.take(cookie).orElseThrow();
        var before = call.sees(page);

        assertThat(hands(cookie, "  ../meter.png")).isEqualTo(new Handing.Kept());

        var after = call.sees(page);
        assertThat(after.files()).extracting(Attachment::name).containsExactly("meter.png");
        assertThat(after.version()).as("the turn is the same").isEqualTo(before.version());
        assertThat(after).isNotEqualTo(before);
        assertThat(beside()).isEqualTo(after.files());
        var written = written();
        assertThat(written).hasSize(1);
        assertThat(written.getFirst().gateway()).isEqualTo("companion");
        assertThat(written.getFirst().message().attachments()).isEqualTo(after.files());
        var inWriting = archive.db.inTransaction(tx -> new Threads().of(tx, call.talk.contact()));
        assertThat(inWriting).isEmpty();
        assertThat(call.fetched).as("the call is left alone").isEmpty();
    }

    @Test
    void theSameAgainIsOneFile() {
        var cookie = opens();
        var client = UUID.randomUUID().toString();

        call.files.take(cookie, client, "a.txt", text("a"));
        assertThat(call.files.take(cookie, client, "a.txt", text("a")))
                .isEqualTo(new Handing.Kept());

        assertThat(beside()).hasSize(1);
    }

    @Test
    void whatIsTooMuchOrNoPictureAndNoDocumentIsRefused() {
        var cookie = opens();
        var rules = new AttachmentRules(1000, 10, 2500, 1 << 30, Set.of(FileType.TEXT));
        var files = call.files(rules);

        assertThat(hands(files, cookie, text(""))).isEqualTo(new Handing.Refused(Refusal.EMPTY));
        assertThat(hands(files, cookie, text("a".repeat(1001))))
                .isEqualTo(new Handing.Refused(Refusal.TOO_BIG));
        assertThat(hands(files, cookie, FileContent.of(new byte[] {'M', 'Z', 0, 1})))
                .isEqualTo(new Handing.Refused(Refusal.NOT_TAKEN));
        for (var i = 0; i < 2; i++) {
            assertThat(hands(files, cookie, text("a".repeat(1000)))).isEqualTo(new Handing.Kept());
        }
        assertThat(hands(files, cookie, text("a".repeat(501))))
                .isEqualTo(new Handing.Refused(Refusal.DAY_IS_FULL));
        assertThat(hands(files, cookie, text("a".repeat(500)))).isEqualTo(new Handing.Kept());
        var full = new AttachmentRules(1000, 10, 2500, 1000, Set.of(FileType.TEXT));
        assertThat(hands(call.files(full), opensAnother(), text("a")))
                .isEqualTo(new Handing.Refused(Refusal.STORE_IS_FULL));
        assertThat(beside()).hasSize(3);
    }

    @Test
    void onePageHandsInNoMoreThanTwenty() {
        var cookie = opens();
        var first = UUID.randomUUID().toString();
        call.files.take(cookie, first, "a.txt", text("a"));
        for (var i = 1; i < HandedFiles.MOST; i++) {
            assertThat(hands(cookie, "a.txt")).isEqualTo(new Handing.Kept());
        }

        assertThat(hands(cookie, "a.txt")).isEqualTo(new Handing.Refused(Refusal.TOO_MANY));
        assertThat(call.files.take(cookie, first, "a.txt", text("a")))
                .as("said again it is there")
                .isEqualTo(new Handing.Kept());
        assertThat(beside()).hasSize(HandedFiles.MOST);
    }

    @Test
    void aPageSeesAndOpensWhatItHandedInItselfAlone() {
        var cookie = opens();
        hands(cookie, "a.txt");
        var file = beside().getFirst().id();
        var stranger = opensAnother();

        assertThat(call.files.open(cookie, file).orElseThrow().content().size()).isEqualTo(3);
        assertThat(call.files.open(stranger, file)).isEmpty();
        assertThat(call.files.open(cookie, UUID.randomUUID())).isEmpty();
        assertThat(hands(PageSecret.ofCookie(new SecureRandom()), "a.txt"))
                .isEqualTo(new Handing.Over());
        assertThat(beside()).hasSize(1);
    }

    @Test
    void afterTheEndNothingIsTaken() {
        var left = opens();
        call.companion.leave(call.companion.take(left).orElseThrow());
        assertThat(call.files.mayHandIn(left)).isFalse();
        assertThat(hands(left, "a.txt")).isEqualTo(new Handing.Over());

        var other = new CallWithPage(archive, "+7703" + numbers.incrementAndGet());
        var cookie = cookie(other);
        other.hangsUp();
        assertThat(other.files.mayHandIn(cookie)).isFalse();
        assertThat(hands(other.files, cookie, text("a"))).isEqualTo(new Handing.Over());
    }

    /** As the dialogue does not show: the page is of who was on the call before. */
    @Test
    void whoeverTookTheCallersPlaceHasNothingToDoWithTheirPage() {
        var cookie = opens();
        call.isHandedOff();
        agents.show(call.agent, call.talk.contact(), new Wanted.File());
        hands(cookie, "a.txt");
        var file = beside().getFirst();

        call.isPassedTo("+7704" + numbers.incrementAndGet());

        assertThat(call.files.mayHandIn(cookie)).isFalse();
        assertThat(hands(cookie, "b.txt")).isEqualTo(new Handing.Over());
        assertThat(call.files.open(cookie, file.id())).isEmpty();
        var now = agents.of(call.talk.contact()).orElseThrow();
        assertThat(now.files()).isEmpty();
        assertThat(now.given()).isEmpty();
        assertThat(now.link()).isEqualTo(PageBeside.Link.LEFT);
        assertThat(agents.show(call.agent, call.talk.contact(), new Wanted.File()))
                .isEqualTo(Outcome.NO_LINK);
    }

    @Test
    void norDoesTheirPageGoOnWithWhatTheOtherLeft() {
        var page = call.companion.take(opens()).orElseThrow();
        call.isPassedTo("+7704" + numbers.incrementAndGet());
        call.hangsUp();

        assertThat(call.chats().goOn(page, "visitor-of-" + page.id())).isFalse();
    }

    @Test
    void itIsThereWhereThePageGoesOnAsAChat() {
        var cookie = opens();
        hands(cookie, "a.txt");
        var file = beside().getFirst();
        var page = call.companion.take(cookie).orElseThrow();
        var ofVisitors = ofVisitors();
        call.hangsUp();

        assertThat(call.chats().goOn(page, "visitor-of-" + page.id())).isTrue();

        var thread = thread("site", "visitor-of-" + page.id());
        assertThat(messages(thread))
                .first()
                .extracting(ThreadMessage::attachments)
                .isEqualTo(List.of(file));
        assertThat(messages(thread(HandedFiles.GATEWAY, page.id().toString()))).isEmpty();
        assertThat(written()).as("still the call's").hasSize(1);
        assertThat(call.files.open(cookie, file.id())).isEmpty();
        assertThat(ofVisitors()).as("it takes no more room of others").isEqualTo(ofVisitors);
    }

    private static long ofVisitors() {
        return archive.db.inTransaction(new Attachments()::stored).ofVisitors();
    }

    @Test
    void anAgentAsksForOneAndSeesItAtOnce() {
        var cookie = opens();
        var page = call.companion.take(cookie).orElseThrow();
        call.isHandedOff();

        assertThat(agents.show(call.agent, call.talk.contact(), new Wanted.File()))
                .isEqualTo(Outcome.DONE);

        var asked = call.sees(page);
        assertThat(asked.turn().asksFile()).isTrue();
        assertThat(asked.turn().kind()).isEqualTo(Kind.TALKING);
        assertThat(asked.turn().said())
                .containsExactly("Please hand in a picture or a document here.");
        assertThat(seen()).as("the agent sees the same").isEqualTo(asked);
        hands(cookie, "passport.txt");
        assertThat(call.sees(page).turn().asksFile()).isFalse();
        assertThat(call.sees(page).turn().said().getFirst()).startsWith("Thank you");
        assertThat(agents.of(call.talk.contact()).orElseThrow().given().orElseThrow().state())
                .isEqualTo("filled");
        assertThat(beside()).hasSize(1);
    }

    @Test
    void whereNoFilesAreTakenNobodyIsAskedForOne() {
        var none = new AttachmentRules(1000, 10, 2500, 1 << 30, Set.of());
        opens();
        call.isHandedOff();

        var there = call.agentPages(call.files(none));

        assertThat(there.of(call.talk.contact()).orElseThrow().takesFiles()).isFalse();
        assertThat(there.show(call.agent, call.talk.contact(), new Wanted.File()))
                .isEqualTo(Outcome.UNKNOWN);
    }

    /** As where a server is killed once the bytes are written, and before all else is. */
    @Test
    void aFileThatIsNotWrittenToTheEndIsNotThereAndIsHandedInAgain() {
        var cookie = opens();
        var client = UUID.randomUUID().toString();
        execute(
                "create function dies() returns trigger language plpgsql as 'begin raise exception"
                        + " ''killed''; end'");
        execute(
                "create trigger dies before update on continuation for each row"
                        + " when (new.handed_in <> old.handed_in and new.contact_id = '%s')"
                                .formatted(call.talk.contact().value())
                        + " execute function dies()");

        assertThatThrownBy(() -> call.files.take(cookie, client, "a.txt", text("a")))
                .hasStackTraceContaining("killed");

        assertThat(beside()).isEmpty();
        assertThat(written()).isEmpty();
        execute("drop trigger dies on continuation");
        assertThat(call.files.take(cookie, client, "a.txt", text("a")))
                .isEqualTo(new Handing.Kept());
        assertThat(beside()).hasSize(1);
    }

    private static void execute(String sql) {
        archive.db.runInTransaction(tx -> tx.dsl().execute(sql));
    }

    private PageSecret opens() {
        return cookie(call);
    }

    private static PageSecret opensAnother() {
        return cookie(new CallWithPage(archive, "+7703" + numbers.incrementAndGet()));
    }

    private static PageSecret cookie(CallWithPage of) {
        var token = CallWithPage.token(of.asksForPage().orElseThrow());
        return ((Opening.Opened) of.companion.open(token)).cookie();
    }

    private Handing hands(PageSecret cookie, String name) {
        return call.files.take(cookie, UUID.randomUUID().toString(), name, content(name));
    }

    private static Handing hands(HandedFiles files, PageSecret cookie, FileContent content) {
        return files.take(cookie, UUID.randomUUID().toString(), "a.txt", content);
    }

    private static FileContent content(String name) {
        return name.endsWith(".png") ? SampleFiles.png() : text("abc");
    }

    private List<Attachment> beside() {
        return agents.of(call.talk.contact()).orElseThrow().files();
    }

    private PageState seen() {
        return agents.of(call.talk.contact()).orElseThrow().screen().orElseThrow();
    }

    /** By the caller; the link to the page is the call's, too. */
    private List<ContactMessages.Written> written() {
        var all =
                archive.db.inTransaction(
                        tx -> new ContactMessages().after(tx, call.talk.contact(), 0, 50));
        return all.stream().filter(each -> each.message().author() == Author.CUSTOMER).toList();
    }

    private static ThreadId thread(String gateway, String peer) {
        return archive.db.inTransaction(tx -> new Threads().find(tx, gateway, peer)).orElseThrow();
    }

    private static List<ThreadMessage> messages(ThreadId thread) {
        return archive.db.inTransaction(tx -> new Messages().newest(tx, thread, 50));
    }
}
