package io.recaller.cli;

import static io.recaller.cli.Terminal.CALLER;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Simulated messages: what is read where people write. */
class SimulateWritingTest {
    private final Terminal terminal = new Terminal();

    @TempDir private Path folder;

    @ParameterizedTest
    @CsvSource({
        "chat, en, the internet is slow, 'About: a slow connection.'",
        "telegram, ru, интернет тормозит, 'Тема: Медленное соединение.'",
        "sms, kk, интернетім баяу, 'Тақырып: Баяу байланыс.'",
        "mail, en, slow internet, 'About: a slow connection.'",
        "whatsapp, en, my connections are slow, 'About: a slow connection.'"
    })
    void whoWritesIsAnsweredAsItIsReadThere(
            String channel, String language, String text, String echo) {
        assertThat(terminal.simulate("--channel", channel, "--language", language, "--says", text))
                .isZero();

        assertThat(terminal.out()).contains("> " + text, "| " + echo);
        assertThat(terminal.lines()).endsWith("= waits in the queue for an agent");
    }

    @Test
    void whatLeadsToAnotherDoorIsToldWhereItIsWrittenToo() {
        terminal.run(
                "simulate",
                "src/test/resources/e2e/doors.yaml",
                "--from",
                CALLER,
                "--channel",
                "chat",
                "--keys",
                "1,1234,2");

        assertThat(terminal.out()).contains("the dialogue would go on by call");
        assertThat(terminal.lines()).contains("  | What does the meter show?");
    }

    @Test
    void aMenuIsButtonsWhereThereAreSomeAndLinesOfSegmentsInShortMessages() {
        terminal.simulate("--channel", "telegram", "--keys", "hello,1", "--says", "back");

        assertThat(terminal.lines())
                .startsWith("> hello", "  | Welcome to Aspan Telecom.", "  [1 · internet at home]")
                .contains("> 1", "  [1 · no connection]", "> back")
                .endsWith("= nothing more is written");

        var sms = new Terminal();
        sms.run(
                "simulate",
                Terminal.FLOW,
                "--from",
                CALLER,
                "--channel",
                "sms",
                "--language",
                "ru",
                "--says",
                "привет");
        assertThat(sms.lines())
                .contains("  | Здравствуйте, это Аспан Телеком.", "  | 1 Домашний интернет")
                .contains("  | 0 Другие вопросы, ? всё", "  (2 segments)")
                .contains("  (4 of 9 options fit; the others after ?)");
    }

    /** Words before it would cut it off. */
    @Test
    void inShortMessagesTheLinkToThePageForAPinIsInOneOfItsOwn() throws IOException {
        var flow =
                Files.writeString(
                        folder.resolve("proved.yaml"),
                        """
                        flow: proved
                        languages: [ru]
                        start: main
                        person: person
                        verify: pin
                        nodes:
                          main:
                            menu:
                              options:
                                mine: {key: 1, say: {ru: "остаток на счёте"}, next: mine}
                                ask: {key: 2, say: {ru: "другой вопрос"}, next: person}
                          mine: {tier: verified, end: {say: {ru: "Остаток 70."}}}
                          pin: {verify: {digits: 4, say: {ru: "Наберите PIN."}}}
                          person: {hand_off: {}}
                        """);

        terminal.run(
                "simulate",
                flow.toString(),
                "--from",
                CALLER,
                "--field",
                "account=12345678",
                "--channel",
                "sms",
                "--keys",
                "привет,1,123");

        var lines = terminal.lines();
        var chosen = lines.indexOf("  | остаток на счёте");
        assertThat(lines.get(chosen + 1)).contains("(1 segment)");
        assertThat(lines.get(chosen + 2)).startsWith("  | Введите PIN на https://");
        assertThat(terminal.out()).contains("Остаток 70.");
    }

    @Test
    void asJsonAMessageIsOneObject() {
        terminal.simulate("--channel", "sms", "--language", "ru", "--says", "привет", "--json");

        var message =
                terminal.json().stream()
                        .filter(each -> each.path("turn").asText().equals("message"))
                        .findFirst()
                        .orElseThrow();
        assertThat(message.path("texts")).hasSize(1);
        assertThat(message.path("segments").asInt()).isEqualTo(2);
        assertThat(message.path("notes")).isNotEmpty();
        assertThat(message.path("buttons")).isEmpty();
    }

    @Test
    void whatIsWrittenNeedsAChannelThatThereIs() {
        assertThat(terminal.simulate("--says", "hello")).isEqualTo(2);
        assertThat(terminal.err())
                .contains("--says: on the telephone nothing is written; add --channel");

        assertThat(terminal.simulate("--channel", "telegraph")).isEqualTo(2);
        assertThat(terminal.err())
                .contains(
                        "--channel telegraph: write one of chat, telegram, vk, viber, whatsapp,"
                                + " messenger, instagram, sms, mail");
    }

    @Test
    void checkTellsWhatDoesNotFitWherePeopleWrite() throws IOException {
        var flow =
                Files.writeString(
                        folder.resolve("long.yaml"),
                        """
                        flow: long
                        languages: [en]
                        start: main
                        person: person
                        nodes:
                          main:
                            menu:
                              intro: {en: "%s"}
                              options:
                                agent:
                                  key: 0
                                  say: {en: "%s"}
                                  next: person
                          person: {hand_off: {say: {en: "Please press star."}}}
                        """
                                .formatted(
                                        "Long words. ".repeat(40),
                                        "somebody who knows everything about whatever you ask"
                                                + " today and on any other day"));

        assertThat(terminal.run("check", flow.toString(), "--channels")).isZero();

        assertThat(terminal.out())
                .contains(
                        "main.menu.options: telegram, en: the button is longer than 40: 0 ·",
                        "main.menu.options: whatsapp, en: the option is longer than 72: 0 ·",
                        "main.menu.intro: sms, en: the text does not fit and is shortened.",
                        "person.hand_off.say.en: speaks of keys, and people who write have none."
                                + " Add written: {en:");
        var quiet = new Terminal();
        quiet.run("check", flow.toString());
        assertThat(quiet.out()).doesNotContain("telegram", "speaks of keys");
    }
}
