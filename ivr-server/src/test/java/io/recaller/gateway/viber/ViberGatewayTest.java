package io.recaller.gateway.viber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.recaller.channel.health.GatewayHealth;
import io.recaller.channel.outbound.Gateway.NotSentException;
import io.recaller.channel.outbound.Gateway.Remedy;
import io.recaller.channel.outbound.Outbound;
import io.recaller.channel.outbound.OutboundFile;
import io.recaller.db.Database;
import io.recaller.db.TestDatabase;
import io.recaller.message.Author;
import io.recaller.message.Button;
import io.recaller.message.SampleFiles;
import io.recaller.message.Stops;
import io.recaller.message.file.Attachment;
import io.recaller.message.file.FileContent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ViberGatewayTest {
    private static final InstantSource CLOCK =
            InstantSource.fixed(Instant.parse("2026-11-26T12:00:00Z"));

    @AutoClose private static final Database db = TestDatabase.fresh();

    private final ViberServer viber = new ViberServer();
    private final ViberGateway gateway = new ViberGateway(viber.bot(ViberServer.TOKEN), db, CLOCK);

    @AfterEach
    void close() {
        viber.close();
    }

    @Test
    void aFileIsNamedByAnAddressOfOurs() throws NotSentException {
        gateway.send(file("meter.png", SampleFiles.png(), "Смотрите"));
        gateway.send(file("bill.pdf", SampleFiles.pdf(), ""));
        gateway.send(file("large.jpg", SampleFiles.picture(1_000_001), ""));

        assertThat(viber.sent)
                .extracting(each -> each.path("type").asText())
                .containsExactly("picture", "text", "file", "file");
        assertThat(viber.sent.getFirst().path("media").asText())
                .startsWith("https://ivr.example/viber/vb/")
                .endsWith(".png");
        assertThat(viber.sent.get(2).path("file_name").asText()).isEqualTo("bill.pdf");
    }

    private static Outbound file(String name, FileContent content, String text) {
        var file =
                new Attachment(
                        UUID.randomUUID(), name, content.type().orElseThrow(), content.size());
        return new Outbound(
                content.size(),
                "01234567890A=",
                text,
                List.of(),
                Author.AGENT,
                List.of(new OutboundFile(file, content)));
    }

    @Test
    void nothingGoesToWhoLeftTheBotUntilTheyWriteAgain() throws NotSentException {
        var stops = new Stops();
        db.runInTransaction(tx -> stops.begin(tx, "vb", "7", CLOCK.instant()));

        assertThat(remedy(gateway, "hello")).isEqualTo(new Remedy.GiveUp("blocked"));
        assertThat(viber.sent).isEmpty();

        db.runInTransaction(tx -> stops.end(tx, "vb", "7"));
        gateway.send(new Outbound(2, "7", "hello", List.of()));
        assertThat(viber.sent).hasSize(1);
    }

    @Test
    void aMenuIsTextWithAKeyInEachRow() throws NotSentException {
        var id = send(1, "Здравствуйте.", buttons(3));

        assertThat(id).isEqualTo("5741311803571721088");
        var sent = viber.sent.getFirst();
        assertThat(sent.path("receiver").asText()).isEqualTo("01234567890A=");
        assertThat(sent.path("sender").path("name").asText()).isEqualTo("Aspan");
        var keys = sent.path("keyboard").path("Buttons");
        assertThat(keys).hasSize(3);
        assertThat(keys.get(0).path("Columns").asInt()).isEqualTo(6);
        assertThat(keys.get(0).path("ActionBody").asText()).isEqualTo("press:v12:1");
        assertThat(keys.get(0).path("Text").asText()).isEqualTo("1 · ‹b› & co");
    }

    @Test
    void manyOptionsArePairsOfKeysAndLines() throws NotSentException {
        send(1, "Menu", buttons(11));

        var sent = viber.sent.getFirst();
        assertThat(sent.path("keyboard").path("Buttons"))
                .hasSize(11)
                .allSatisfy(key -> assertThat(key.path("Columns").asInt()).isEqualTo(3));
        assertThat(sent.path("text").asText().lines()).hasSize(12);
    }

    @Test
    void noRequestIsLargerThanViberTakesWhateverIsWritten() throws NotSentException {
        for (var text : List.of("слово 😀 ".repeat(2000).strip(), "\u0001".repeat(7000))) {
            viber.sent.clear();

            send(text.length(), text, buttons(11));

            assertThat(viber.sent.size()).isGreaterThan(1);
            assertThat(viber.sent).filteredOn(each -> each.has("keyboard")).hasSize(1);
            assertThat(viber.sent.getLast().has("keyboard")).isTrue();
            var all =
                    viber.sent.stream()
                            .map(each -> each.path("text").asText())
                            .collect(Collectors.joining());
            assertThat(all.replaceAll("\\s", "")).startsWith(text.replaceAll("\\s", ""));
        }
    }

    @Test
    void piecesThatWereSentAreNotSentAgain() throws NotSentException {
        var text = "слово ".repeat(2000);
        send(1, "x", List.of());
        var before = viber.sent.size();
        viber.refusals.add(ViberServer.refused(0, "ok"));
        viber.refusals.add(ViberServer.refused(12, "tooManyRequests"));

        assertThat(remedy(gateway, text)).isInstanceOf(Remedy.Again.class);
        send(2, text, List.of());

        assertThat(viber.sent).hasSize(before + 1);
    }

    @ParameterizedTest
    @CsvSource({
        "2, Dead, take the one in the bot's settings",
        "7, Dead, closed the bot",
        "10, Dead, channels.vb.address",
        "24, Dead, money",
        "12, Again, no more for now",
        "6, GiveUp, must write to it first",
        "11, GiveUp, too old",
        "3, GiveUp, refuses it",
        "99, Again, status 99",
    })
    void whatViberRefusesHasItsRemedyInPlainWords(int status, String remedy, String words) {
        viber.refusals.add(ViberServer.refused(status, "in their words"));

        assertThat(remedy(gateway, "hello").toString()).startsWith(remedy).contains(words);
    }

    @Test
    void whoIsBusyIsAskedAgainWhenItSays() {
        viber.refusals.add("429");
        viber.refusals.add("502");
        viber.refusals.add("<html>");

        assertThat(remedy(gateway, "hello"))
                .isInstanceOfSatisfying(
                        Remedy.Again.class,
                        again -> assertThat(again.after()).isEqualTo(Duration.ofSeconds(7)));
        assertThat(remedy(gateway, "hello")).isInstanceOf(Remedy.Again.class);
        assertThat(remedy(gateway, "hello")).isInstanceOf(Remedy.Dead.class);
    }

    @Test
    void viberIsToldWhereWeAreUntilItHasUnderstood() {
        var health = new GatewayHealth();
        assertThat(ViberProbe.problem(viber.bot(ViberServer.TOKEN)).orElseThrow())
                .contains("channels.vb.address");
        viber.refusals.add("502");
        try (var told = new ViberRegistration(viber.bot(ViberServer.TOKEN), health)) {
            told.start();
            await().atMost(Duration.ofSeconds(20)).until(() -> !viber.hooks.isEmpty());
        }

        assertThat(ViberProbe.problem(viber.bot(ViberServer.TOKEN))).isEmpty();
        var hook = viber.hooks.getFirst();
        assertThat(hook.path("url").asText()).isEqualTo("https://ivr.example/viber/vb");
        assertThat(hook.path("event_types"))
                .extracting(each -> each.asText())
                .contains("conversation_started", "delivered", "seen", "failed");
    }

    @Test
    void aWrongTokenStopsTheDoorAndIsNeverTold() {
        var health = new GatewayHealth();
        var wrong = viber.bot("s3cret");
        try (var told = new ViberRegistration(wrong, health)) {
            told.start();
            await().until(() -> health.whyDead("vb").isPresent());
        }

        assertThat(remedy(new ViberGateway(wrong, db, CLOCK), "x")).isInstanceOf(Remedy.Dead.class);
        assertThat(health.whyDead("vb").orElseThrow() + wrong).doesNotContain("s3cret");
    }

    private static List<Button> buttons(int many) {
        return IntStream.rangeClosed(1, many)
                .mapToObj(i -> new Button("v12:" + i % 10, i + " · <b> & co"))
                .toList();
    }

    private String send(long seq, String text, List<Button> buttons) throws NotSentException {
        return gateway.send(new Outbound(seq, "01234567890A=", text, buttons));
    }

    private static Remedy remedy(ViberGateway by, String text) {
        return catchThrowableOfType(
                        NotSentException.class,
                        () -> by.send(new Outbound(2, "7", text, List.of())))
                .remedy();
    }
}
