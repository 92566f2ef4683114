package io.recaller.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import io.recaller.customer.CustomerStore;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.customer.HandleStore;
import io.recaller.customer.pin.Pepper;
import io.recaller.customer.pin.PepperKeys;
import io.recaller.customer.pin.Pins;
import io.recaller.db.Database;
import io.recaller.db.DatabaseSettings;
import io.recaller.db.TestDatabase;
import io.recaller.gateway.peer.NodePeer;
import io.recaller.lab.instance.FreePorts;
import io.recaller.message.MessageState;
import io.recaller.message.Messages;
import io.recaller.message.ThreadMessage;
import io.recaller.message.Threads;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bot at telegram-test-api, and before that what Telegram would refuse. */
@Tag("beside")
final class TelegramWorldIT {
    private static final String PIN = "4711";
    private static final String PEPPER = "ab".repeat(32);
    private static final Pattern LINK = Pattern.compile("http://127\\S+/c/pin#[\\w-]{22}");
    private static final String TOKEN = "123456:abc";
    private static final Duration SOON = Duration.ofSeconds(20);

    /** Three times as many are more than one message holds. */
    private static final int SENTENCES = 40;

    @TempDir private static Path folder;

    private static NodePeer telegram;
    private static Database database;
    private static Path settings;
    private static KillableServer server;

    @BeforeAll
    static void open() throws Exception {
        telegram = NodePeer.start("telegram.mjs", String.valueOf(FreePorts.tcp()), TOKEN);
        var access = TestDatabase.freshSettings();
        database = Database.open(access);
        settings = settings(access);
        server = begun();
    }

    @AfterAll
    static void close() {
        if (server != null) {
            server.close();
        }
        if (database != null) {
            database.close();
        }
        if (telegram != null) {
            telegram.close();
        }
    }

    @Test
    void aFlowIsWalkedByButtonsAndWhatIsLongComesInPieces() {
        does("start", 7_123_456_789L);
        var menu = sent(7_123_456_789L);
        telegram.does("press", who(7_123_456_789L).put("label", "1"));
        var terms = new ArrayList<String>();
        do {
            terms.add(sent(7_123_456_789L));
        } while (!terms.getLast().contains("Good day."));
        telegram.does("press", who(7_123_456_789L).put("label", "2"));

        assertThat(menu).contains("Good day.");
        assertThat(String.join(" ", terms)).contains(sentence(1), sentence(3 * SENTENCES));
        assertThat(terms).hasSizeGreaterThan(1);
        assertThat(sent(7_123_456_789L)).contains("A person will answer.");
    }

    @Test
    void moreThanTelegramTakesInASecondWaitsHereAndEachIsAnsweredOnce() {
        var people = 80;
        for (var who = 1; who <= people; who++) {
            telegram.does("say", who(who).put("text", "hello"));
        }
        var answered = new ArrayList<Long>();
        var refused = 0;
        while (answered.size() < people) {
            var told = telegram.hears("sent", "refused");
            if ("sent".equals(told.getString("told"))) {
                answered.add(Long.valueOf(told.getString("chat")));
            } else {
                assertThat(told.getInteger("code")).isEqualTo(429);
                refused++;
            }
        }

        assertThat(new HashSet<>(answered)).hasSize(people);
        assertThat(refused).as("those that Telegram had to refuse").isZero();
        await().atMost(SOON)
                .until(() ->
                        written(people).stream()
                                .allMatch(each -> each.state() != MessageState.QUEUED));
        assertThat(written(people)).hasSize(2);
    }

    @Test
    void aTelegramThatWasAwayIsAskedAgain() {
        does("end", 1);
        does("begin", 1);
        telegram.does("say", who(900).put("text", "hello"));

        assertThat(sent(900)).contains("Good day.");
    }

    @Test
    void whoMustProveWhoTheyAreKeysTheirPinInABrowserAndGoesOnInTelegram() {
        knownByPin(4_444);
        telegram.does("say", who(4_444).put("text", "hello"));
        sent(4_444);
        telegram.does("say", who(4_444).put("text", "3"));
        var link = LINK.matcher(sent(4_444));
        assertThat(link.find()).isTrue();

        try (var screen = new Screen();
                var browser = screen.telephone()) {
            var page = browser.newPage();
            page.navigate(link.group());
            page.locator("#pin").fill(PIN);
            page.keyboard().press("Enter");
            telegram.does("say", who(4_444).put("text", page.locator(".two").textContent()));
        }

        assertThat(sent(4_444)).isEqualTo("Your balance is 70.");
        assertThat(written(4_444))
                .extracting(ThreadMessage::text)
                .noneMatch(text -> text.contains(PIN) || LINK.matcher(text).find());
    }

    @Test
    void aPageThatIsOpenWhenTheServerIsKilledGoesOnWithTheNextAndTriesStillCount() {
        knownByPin(5_555);
        telegram.does("say", who(5_555).put("text", "hello"));
        sent(5_555);
        telegram.does("say", who(5_555).put("text", "3"));
        var link = LINK.matcher(sent(5_555));
        assertThat(link.find()).isTrue();

        try (var screen = new Screen();
                var browser = screen.telephone()) {
            var page = browser.newPage();
            page.navigate(link.group());
            keys(page, "1111", "Tries left: 2");
            server.kill();
            keys(page, "2222", "\\S");
            server = begun();
            keys(page, "2222", "Tries left: 1");
            page.locator("#pin").fill(PIN);
            page.keyboard().press("Enter");
            telegram.does("say", who(5_555).put("text", page.locator(".two").textContent()));
        }

        assertThat(sent(5_555)).isEqualTo("Your balance is 70.");
    }

    /** Returns once the page says so. */
    private static void keys(Page page, String pin, String words) {
        page.locator("#pin").fill(pin);
        page.keyboard().press("Enter");
        var says = new Page.LocatorOptions().setHasText(Pattern.compile(words));
        page.locator("#flaw", says).waitFor();
    }

    private static KillableServer begun() {
        var begun = KillableServer.beginQuietly(settings);
        begun.awaitReady();
        return begun;
    }

    private static void knownByPin(long account) {
        var handles = new HandleStore(UUID::randomUUID);
        var customers = new CustomerStore(UUID::randomUUID, handles);
        var pins = new Pins(handles, new Pepper.Keys(PepperKeys.parse(PEPPER)), 4);
        var line = new Handle(HandleKind.TELEGRAM, String.valueOf(account));
        database.runInTransaction(tx -> {
            var who = customers.createWhenNew(tx, line, Instant.now()).single().orElseThrow();
            pins.set(tx, who, PIN, Instant.now());
        });
    }

    private static JsonObject who(long account) {
        return new JsonObject().put("who", account);
    }

    private static void does(String what, long account) {
        telegram.does(what, who(account));
        telegram.hears("done");
    }

    /** The next message to somebody that Telegram took. */
    private static String sent(long account) {
        while (true) {
            var told = telegram.hears("sent");
            if (told.getString("chat").equals(String.valueOf(account))) {
                return told.getString("text");
            }
        }
    }

    private static List<ThreadMessage> written(long account) {
        return database.inTransaction(tx ->
                new Threads()
                        .find(tx, "bot", String.valueOf(account))
                        .map(thread -> new Messages().changed(tx, thread, Instant.EPOCH, 100))
                        .orElse(List.of()));
    }

    private static String sentence(int number) {
        return "Rule " + number + " says that whoever pays late pays more.";
    }

    private static String terms(int part) {
        return IntStream.rangeClosed(1, SENTENCES)
                .mapToObj(number -> sentence(part * SENTENCES + number))
                .collect(Collectors.joining(" "));
    }

    private static String flow() {
        return """
        flow: bot
        languages: [en]
        start: main
        verify: pin
        person: person
        nodes:
          main:
            menu:
              intro: {en: "Good day."}
              options:
                terms: {key: 1, say: {en: "the terms"}, next: terms}
                mine: {key: 3, say: {en: "your balance"}, next: mine}
                line: {key: 2, say: {en: "why there is no connection at home since yesterday"}, next: person}
          terms: {say: {en: "%s"}, next: more}
          more: {say: {en: "%s"}, next: most}
          most: {say: {en: "%s"}, next: main}
          mine: {tier: verified, end: {say: {en: "Your balance is 70."}}}
          pin: {verify: {digits: {min: 4, max: 6}, say: {en: "PIN?"}}}
          person:
            hand_off: {say: {en: "A person will answer."}}
        """
                .formatted(terms(0), terms(1), terms(2));
    }

    private static Path settings(DatabaseSettings access) throws IOException {
        var flows = Files.createDirectories(folder.resolve("flows"));
        Files.writeString(flows.resolve("bot.yaml"), flow());
        Files.writeString(folder.resolve("pin.pepper"), PEPPER);
        return Files.writeString(
                folder.resolve("recaller.yaml"),
                """
                time-zone: Asia/Almaty
                flows: flows
                http: {port: %1$d}
                companion: {url: 'http://127.0.0.1:%1$d/c', channels: [bot], prefixes: ['+7']}
                pins: {pepper-file: pin.pepper}
                management: {port: %2$d}
                database: {url: "%3$s", user: "%4$s", password: "%5$s"}
                channels:
                  bot: {kind: telegram, flow: bot, language: en, token: '%6$s', url: 'http://127.0.0.1:%7$d'}
                """
                        .formatted(
                                FreePorts.tcp(),
                                FreePorts.tcp(),
                                access.url(),
                                access.user(),
                                access.password(),
                                TOKEN,
                                telegram.port()));
    }
}
