package io.recaller.gateway.telegram;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.recaller.channel.outbound.Gateway.NotSentException;
import io.recaller.channel.outbound.Gateway.Remedy;
import io.recaller.channel.outbound.Outbound;
import io.recaller.channel.outbound.OutboundFile;
import io.recaller.message.Author;
import io.recaller.message.Button;
import io.recaller.message.SampleFiles;
import io.recaller.message.file.Attachment;
import io.recaller.message.file.FileType;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TelegramGatewayTest {
    private final BotApi api = new BotApi();
    private final TelegramGateway gateway = new TelegramGateway(api.bot(BotApi.TOKEN));

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void aMenuIsTextWithAButtonInEachRow() throws NotSentException {
        var id =
                send(
                        "Welcome.",
                        new Button("v12:1", "1 · " + "ж".repeat(60)),
                        new Button("v12:0", "0 · else"));

        assertThat(id).isEqualTo("1");
        var sent = api.sent.getFirst();
        assertThat(sent.path("chat_id").asText()).isEqualTo("7123456789");
        var rows = sent.path("reply_markup").path("inline_keyboard");
        assertThat(rows).hasSize(2);
        assertThat(rows.get(0).get(0).path("text").asText()).hasSize(40).endsWith("…");
        assertThat(rows.get(1).get(0).path("callback_data").asText()).isEqualTo("v12:0");
    }

    @Test
    void aTextThatIsTooLongComesInPiecesAndNoCharacterIsCut() throws NotSentException {
        var text = "слово 😀 ".repeat(1500).strip();

        send(text, new Button("v1:1", "1"));

        assertThat(api.sent).hasSizeGreaterThan(2);
        assertThat(
                        api.sent.stream()
                                .map(each -> each.path("text").asText())
                                .collect(Collectors.joining(" ")))
                .isEqualTo(text);
        assertThat(api.sent).filteredOn(each -> each.has("reply_markup")).hasSize(1);
        assertThat(api.sent.getLast().has("reply_markup")).isTrue();
        send("😀".repeat(3000));
        assertThat(api.sent.getLast().path("text").asText()).startsWith("😀");
    }

    @Test
    void aMenuWithoutWordsCanBeSentToo() throws NotSentException {
        send(" ", new Button("v1:1", "1"));

        assertThat(api.sent)
                .extracting((JsonNode each) -> each.path("text").asText())
                .containsExactly("…");
    }

    @Test
    void aPictureGoesAsOneAndADocumentOrARefusedPictureAsItIs() throws NotSentException {
        var png = new OutboundFile(file("meter.png", FileType.PNG), SampleFiles.png());
        var pdf = new OutboundFile(file("счёт.pdf", FileType.PDF), SampleFiles.pdf());

        assertThat(sendFiles(png)).isEqualTo("1000");
        sendFiles(pdf);
        api.refusals.add(BotApi.refused(400, "Bad Request: PHOTO_INVALID_DIMENSIONS", ""));
        sendFiles(png);

        assertThat(api.sent).as("no text").isEmpty();
        assertThat(api.forms)
                .extracting(form -> form.substring(0, form.indexOf(' ')))
                .containsExactly("sendPhoto", "sendDocument", "sendPhoto", "sendDocument");
        var document = new String(api.forms.get(1).getBytes(ISO_8859_1), UTF_8);
        assertThat(document)
                .contains("name=\"chat_id\"\r\n\r\n7123456789\r\n")
                .contains("name=\"document\"; filename=\"счёт.pdf\"")
                .contains("Content-Type: application/pdf\r\n\r\n%PDF-1.7");
    }

    @Test
    void whatSomethingElseAnswersIsNoRefusalOfTelegrams() {
        api.strangers.add(new BotApi.Strange(502, ""));
        api.strangers.add(new BotApi.Strange(502, "{\"message\": \"no upstream\"}"));
        api.strangers.add(new BotApi.Strange(200, "{\"message\": \"welcome\"}"));

        var remedies =
                Stream.generate(() ->
                                catchThrowableOfType(NotSentException.class, () -> send("hello"))
                                        .remedy())
                        .limit(3)
                        .toList();

        assertThat(remedies.subList(0, 2)).allMatch(Remedy.Again.class::isInstance);
        assertThat(remedies.getLast())
                .isInstanceOfSatisfying(
                        Remedy.Dead.class,
                        dead -> assertThat(dead.why()).contains("channels.bot.url"));
    }

    @Test
    void aFileOfWhichNoAnswerComesIsSentAFewTimesAndThenGivenUp() {
        var pdf = new OutboundFile(file("bill.pdf", FileType.PDF), SampleFiles.pdf());
        api.answersNoFiles = true;

        var remedies = Stream.generate(() -> refusedFile(pdf)).limit(5).toList();

        assertThat(api.forms).hasSize(5);
        assertThat(remedies.subList(0, 4)).allMatch(Remedy.Again.class::isInstance);
        assertThat(((Remedy.Again) remedies.get(3)).after()).isGreaterThan(Duration.ofMinutes(1));
        assertThat(remedies.getLast())
                .isInstanceOfSatisfying(
                        Remedy.GiveUp.class,
                        gone ->
                                assertThat(gone.why())
                                        .contains("5 times")
                                        .contains("send it anew"));
    }

    @Test
    void aFileWaitsForTelegramToBeReachedHoweverLong() {
        var pdf = new OutboundFile(file("bill.pdf", FileType.PDF), SampleFiles.pdf());
        api.close();

        var remedies = Stream.generate(() -> refusedFile(pdf)).limit(7).toList();

        assertThat(remedies).allMatch(Remedy.Again.class::isInstance);
    }

    private Remedy refusedFile(OutboundFile file) {
        return catchThrowableOfType(NotSentException.class, () -> sendFiles(file)).remedy();
    }

    private static Attachment file(String name, FileType type) {
        return new Attachment(UUID.randomUUID(), name, type, 10);
    }

    private String sendFiles(OutboundFile... files) throws NotSentException {
        return gateway.send(
                new Outbound(1, "7123456789", "", List.of(), Author.AGENT, List.of(files)));
    }

    @Test
    void whatWentOutDoesNotGoOutAgainWithWhatDidNot() throws NotSentException {
        var png = new OutboundFile(file("meter.png", FileType.PNG), SampleFiles.png());
        var pdf = new OutboundFile(file("bill.pdf", FileType.PDF), SampleFiles.pdf());
        var both = new Outbound(9, "7123456789", "", List.of(), Author.AGENT, List.of(png, pdf));
        api.onceAfter(1, BotApi.refused(429, "Too Many Requests", ""));

        var failure = catchThrowableOfType(NotSentException.class, () -> gateway.send(both));
        gateway.send(both);

        assertThat(failure.remedy()).isInstanceOf(Remedy.Again.class);
        assertThat(api.forms)
                .extracting(form -> form.substring(0, form.indexOf(' ')))
                .containsExactly("sendPhoto", "sendDocument", "sendDocument");
    }

    @Test
    void whoWritesIsSeenToWriteAndNobodyMissesItWhereThatFails() {
        gateway.typing("7123456789");
        new TelegramGateway(api.bot("123:wrong")).typing("7123456789");

        assertThat(api.actions).containsExactly("typing");
    }

    @Test
    void whoSeesThatAMessageFailedIsToldWhatOfItWentOut() {
        api.onceAfter(1, BotApi.refused(400, "Bad Request: chat not found", ""));

        var failure =
                catchThrowableOfType(
                        NotSentException.class,
                        () -> gateway.send(new Outbound(8, "7", "x".repeat(5000), List.of())));

        assertThat(((Remedy.GiveUp) failure.remedy()).why())
                .startsWith("only 1 of its 2 parts went out: ");
    }

    @Test
    void whatTelegramRefusesHasItsRemedy() {
        api.refusals.add(
                BotApi.refused(429, "Too Many Requests", ", \"parameters\": {\"retry_after\": 3}"));
        api.refusals.add(BotApi.refused(403, "Forbidden: bot was blocked by the user", ""));
        api.refusals.add(BotApi.refused(400, "Bad Request: chat not found", ""));
        api.refusals.add(BotApi.refused(502, "Bad Gateway", ""));

        assertThat(remedy(gateway))
                .isEqualTo(new Remedy.Again(Duration.ofSeconds(3), "Too Many Requests"));
        assertThat(remedy(gateway)).isInstanceOf(Remedy.GiveUp.class);
        assertThat(remedy(gateway)).isInstanceOf(Remedy.GiveUp.class);
        assertThat(remedy(gateway)).isInstanceOf(Remedy.Again.class);
        assertThat(remedy(new TelegramGateway(api.bot("123:wrong"))))
                .isInstanceOf(Remedy.Dead.class);
    }

    @Test
    void whoCannotBeReachedIsTriedAgainAndTheTokenIsNeverTold() {
        var nobody =
                new TelegramBot("bot", "123:s3cret", java.net.URI.create("http://127.0.0.1:1"));

        var failure = thrown(new TelegramGateway(nobody));

        assertThat(failure.remedy()).isInstanceOf(Remedy.Again.class);
        assertThat(failure.toString() + nobody).doesNotContain("s3cret");
        assertThat(failure.getCause()).isNull();
    }

    private String send(String text, Button... buttons) throws NotSentException {
        return gateway.send(new Outbound(1, "7123456789", text, List.of(buttons)));
    }

    private static Remedy remedy(TelegramGateway by) {
        return thrown(by).remedy();
    }

    private static NotSentException thrown(TelegramGateway by) {
        return catchThrowableOfType(
                NotSentException.class, () -> by.send(new Outbound(1, "7", "hello", List.of())));
    }
}
