package io.recaller.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.continuation.ChannelLinks.Link;
import io.recaller.continuation.LinkPlace;
import io.recaller.message.file.Attachment;
import io.recaller.message.file.AttachmentRules;
import io.recaller.message.file.FileType;
import io.recaller.speech.Language;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The protocol's examples in {@code docs/channels.md} are what the code says and understands. */
class ChatDocsTest {
    private static final LinkPlace BOT =
            new LinkPlace("bot", LinkPlace.Messenger.TELEGRAM, "shop_bot");

    @Test
    void everyMessageOfThePageIsUnderstood() throws IOException {
        var examples = examples("#### From the visitor's page", "#### From the chat's server");

        assertThat(examples)
                .hasSize(9)
                .allSatisfy(example ->
                        assertThat(ChatCommand.parse(example))
                                .isNotInstanceOf(ChatCommand.Unfit.class));
    }

    @Test
    void everyMessageOfTheServerLooksLikeThat() throws IOException {
        var examples = examples("#### From the chat's server", "## A Telegram bot");

        assertThat(examples.stream().map(JsonObject::new))
                .containsExactly(
                        new JsonObject(
                                ChatMessage.welcome(
                                        new VisitorKey("b3vJ0mWcR6aXkq1yT2uGhw"),
                                        Optional.of(new Language("ru")),
                                        new AttachmentRules(
                                                10_000_000,
                                                10,
                                                100_000_000,
                                                10_000_000_000L,
                                                Set.of(FileType.PNG, FileType.PDF)),
                                        List.of(BOT))),
                        new JsonObject(ChatMessage.line(line())),
                        new JsonObject(ChatMessage.line(file())),
                        link(),
                        new JsonObject(
                                ChatMessage.error(
                                        ChatMessage.UNAVAILABLE,
                                        Optional.of("0b9f2c1e-7d55-4e0a-9d0e-2f6f3a1c9b11"))),
                        new JsonObject(ChatMessage.typing()),
                        new JsonObject(ChatMessage.pong()));
    }

    /** The page has but the beginning of what is drawn. */
    private static JsonObject link() {
        var message =
                new JsonObject(
                        ChatMessage.link(
                                new Link(
                                        BOT,
                                        "https://t.me/shop_bot?start=go_q3nY0mWcR6aXkq1y",
                                        Instant.parse("2026-11-26T12:10:00Z"))));
        var code = message.getJsonObject("code");
        code.put("path", code.getString("path").substring(0, 12));
        return message;
    }

    private static ChatLine line() {
        return new ChatLine(
                17,
                Instant.parse("2026-11-26T12:00:00Z"),
                "flow",
                Optional.empty(),
                "What is it about?",
                List.of(new ChatLine.Choice("v12:3", "3 · Internet")),
                Optional.empty(),
                "sent",
                false);
    }

    private static ChatLine file() {
        return new ChatLine(
                18,
                Instant.parse("2026-11-26T12:01:00Z"),
                ChatLine.ME,
                Optional.empty(),
                "",
                List.of(),
                Optional.of("7c1f2b7a-1c7e-4f38-8a55-6f1d1a2b3c4d"),
                "received",
                false,
                List.of(
                        new Attachment(
                                UUID.fromString("0197f3a0-5b1c-7e00-8000-000000000001"),
                                "meter.png",
                                FileType.PNG,
                                81_920)));
    }

    private static List<String> examples(String from, String to) throws IOException {
        var page = Files.readString(Path.of("../docs/channels.md"));
        var part = page.substring(page.indexOf(from), page.indexOf(to));
        var blocks = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL).matcher(part);
        var found = new ArrayList<String>();
        while (blocks.find()) {
            found.add(blocks.group(1));
        }
        return found;
    }
}
