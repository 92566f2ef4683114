package io.recaller.gateway.meta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.recaller.channel.outbound.Appearance;
import io.recaller.channel.outbound.Gateway.NotSentException;
import io.recaller.channel.outbound.Gateway.Remedy;
import io.recaller.channel.outbound.Outbound;
import io.recaller.db.Database;
import io.recaller.db.TestDatabase;
import io.recaller.gateway.meta.MetaPlan.Service;
import io.recaller.message.Author;
import io.recaller.message.Button;
import io.recaller.message.SampleFiles;
import io.recaller.message.file.FileType;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What goes out fits Meta's limits and its time, and what it refuses has a remedy. */
class MetaGatewayTest {
    @AutoClose private static final Database db = TestDatabase.into(TestDatabase.freshSettings());
    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
    private static final String BSUID = "KZ.13491208655302741918";
    private static final String PSID = "7123456789";
    private static int peers;

    private final MetaServer meta = new MetaServer();
    private final InstantSource clock = InstantSource.fixed(NOW);
    private final MetaRows whatsapp = new MetaRows(db, meta.plan(Service.WHATSAPP), clock);
    private final MetaRows messenger = new MetaRows(db, meta.plan(Service.MESSENGER), clock);
    private final MetaRows instagram = new MetaRows(db, meta.plan(Service.INSTAGRAM), clock);

    @AfterEach
    void close() {
        meta.close();
    }

    @Test
    void threeShortOptionsAreButtonsAndDigitsStayInSight() throws NotSentException {
        var peer = heard(whatsapp, BSUID, Duration.ofHours(1));

        var id = send(whatsapp, peer, "Чем помочь?", "1 · Интернет", "2 · Оплата", "0 · Человек");

        var request = meta.sent.getFirst();
        assertThat(id).isEqualTo("wa.m1");
        assertThat(request.path("recipient").asText()).isEqualTo(peer);
        assertThat(request.path("interactive").path("type").asText()).isEqualTo("button");
        assertThat(buttons(request)).containsExactly("1 · Интернет", "2 · Оплата", "0 · Человек");
    }

    @Test
    void aTemplateGoesOutWithWhatItsFieldsAreFilledWith() throws NotSentException {
        var peer = heard(whatsapp, BSUID, Duration.ofHours(30));
        var message = whatsapp.says(peer, Author.AGENT, "Дана, заявка 4711 готова, Дана.");
        whatsapp.asTemplate(message, "order", List.of("Дана", "4711"));

        whatsapp.gateway().send(message);

        var sent = meta.sent.getFirst().path("template");
        assertThat(sent.path("name").asText()).isEqualTo("order_ready");
        assertThat(sent.path("components").path(0).path("parameters").valueStream())
                .extracting(each -> each.path("text").asText())
                .containsExactly("Дана", "4711");
    }

    @Test
    void aTemplateThatTheSettingsNameOtherwiseNowIsNotSent() {
        var peer = heard(whatsapp, BSUID, Duration.ofHours(30));
        for (var values : List.of(List.of("Дана"), List.of("Дана", "4711", "x"))) {
            var message = whatsapp.says(peer, Author.AGENT, "Дана");
            whatsapp.asTemplate(message, "order", values);

            var failure =
                    catchThrowableOfType(
                            NotSentException.class, () -> whatsapp.gateway().send(message));

            assertThat(failure.remedy().why()).contains("no such template any more");
        }
        assertThat(meta.sent).isEmpty();
    }

    @Test
    void aFileIsSentUpAndNamedByAMessage() throws NotSentException {
        var peer = heard(whatsapp, BSUID, Duration.ofHours(1));

        var picture = whatsapp.sends(peer, "", "meter.png", SampleFiles.png());
        var id = whatsapp.gateway().send(picture);
        whatsapp.gateway().send(whatsapp.sends(peer, "Счёт", "счёт.pdf", SampleFiles.pdf()));

        assertThat(id).isEqualTo("wa.m1");
        assertThat(meta.sent)
                .extracting(each -> each.path("type").asText())
                .containsExactly("image", "document", "text");
        assertThat(meta.sent.getFirst().path(WhatsAppRequests.CALLBACK).asText())
                .isEqualTo(Long.toString(picture.seq()));
        assertThat(meta.sent.get(1).path(WhatsAppRequests.CALLBACK).asText()).endsWith("-piece");
        assertThat(meta.sent.get(1).path("document").path("filename").asText())
                .isEqualTo("счёт.pdf");
        assertThat(meta.uploads.get("up1")).contains("image/png").contains("\u0089PNG");
    }

    @Test
    void aPagesFileIsSentUpToo() throws NotSentException {
        var peer = heard(messenger, PSID, Duration.ofHours(1));

        messenger.gateway().send(messenger.sends(peer, "", "bill.pdf", SampleFiles.pdf()));

        assertThat(meta.sent.getFirst().path("message").path("attachment").path("type").asText())
                .isEqualTo("file");
        assertThat(meta.sent.getFirst().path("message").path("metadata").asText())
                .isEqualTo("recaller");
    }

    @Test
    void aFileByInstagramIsFetchedFromUs() throws NotSentException {
        var peer = heard(instagram, "90000000000000001", Duration.ofHours(1));
        var said = instagram.sends(peer, "Here it is", "счёт.pdf", SampleFiles.pdf());

        instagram.gateway().send(said);

        var attachment = meta.sent.getFirst().path("message").path("attachment");
        assertThat(attachment.path("type").asText()).isEqualTo("file");
        assertThat(attachment.path("payload").path("url").asText())
                .startsWith(
                        "https://ivr.example/meta/instagram/"
                                + said.files().getFirst().attachment().id())
                .endsWith(".pdf");
        assertThat(meta.sent.getLast().path("message").path("text").asText())
                .isEqualTo("Here it is");
        assertThat(meta.uploads).isEmpty();
    }

    @Test
    void eachServiceCarriesWhatItTakes() {
        var there = whatsapp.gateway().files().largest();

        assertThat(there).containsEntry(FileType.JPEG, 5_000_000);
        assertThat(there).doesNotContainKeys(FileType.GIF, FileType.ZIP, FileType.WAV);
        assertThat(messenger.gateway().files().largest()).containsEntry(FileType.GIF, 8_000_000);
        assertThat(instagram.gateway().files().largest())
                .containsEntry(FileType.PDF, 25_000_000)
                .doesNotContainKeys(FileType.DOCX, FileType.MP3);
    }

    @Test
    void afterTheWindowNoFileIsSentUp() {
        var peer = heard(whatsapp, BSUID, Duration.ofHours(25));

        var failure =
                catchThrowableOfType(
                        NotSentException.class,
                        () ->
                                whatsapp.gateway()
                                        .send(
                                                whatsapp.sends(
                                                        peer, "", "a.pdf", SampleFiles.pdf())));

        assertThat(failure.remedy()).isInstanceOf(Remedy.GiveUp.class);
        assertThat(meta.uploads).isEmpty();
    }

    @Test
    void moreOrLongerOptionsAreAListWhoseRowsTellThemWhole() throws NotSentException {
        var peer = heard(whatsapp, "77017770001", Duration.ofHours(1));

        send(
                whatsapp,
                peer,
                "Чем помочь?",
                "1 · Нет интернета или он очень медленный",
                "0 · Человек");

        var request = meta.sent.getFirst();
        var row = rows(request).getFirst();
        assertThat(request.path("to").asText()).isEqualTo(peer);
        assertThat(request.path("interactive").path("action").path("button").asText())
                .isEqualTo("Выбрать");
        assertThat(row.path("title").asText()).hasSizeLessThanOrEqualTo(24).startsWith("1 · Нет");
        assertThat(row.path("description").asText())
                .isEqualTo("1 · Нет интернета или он очень медленный");
    }

    @Test
    void whatNoListHoldsIsWrittenAndTheLikeliestAndThePersonCanBePressed() throws NotSentException {
        var peer = heard(whatsapp, BSUID, Duration.ofHours(1));
        var labels = many();

        send(whatsapp, peer, "Выберите.", labels);
        send(instagram, heard(instagram, PSID, Duration.ofHours(1)), "Выберите.", labels);

        assertThat(rows(meta.sent.getFirst()))
                .hasSize(10)
                .extracting(each -> each.path("title").asText())
                .startsWith("1 · option 1")
                .endsWith("0 · person")
                .doesNotContain("# · option 11");
        assertThat(meta.sent.getFirst().path("interactive").path("body").path("text").asText())
                .contains(labels);
        assertThat(meta.sent.getLast().path("message").path("text").asText()).contains(labels);
    }

    @Test
    void howItLooksIsToldWithoutSendingIt() {
        var buttons = new ArrayList<Button>();
        for (var label : many()) {
            buttons.add(new Button("v1:" + label.charAt(0), label));
        }

        var list = MetaAppearance.of(whatsapp.plan, new Outbound(1, PSID, "Choose.", buttons));
        var replies =
                MetaAppearance.of(
                        messenger.plan,
                        new Outbound(1, PSID, "Choose.", List.of(new Button("v1:1", "1 · TV"))));

        assertThat(list.buttons()).hasSize(10);
        assertThat(list.notes())
                .containsExactly("only 10 of 12 options can be pressed, all are written");
        assertThat(replies)
                .isEqualTo(
                        new Appearance(List.of("Choose."), List.of(new Button("v1:1", "1 · TV"))));
        assertThat(meta.sent).isEmpty();
    }

    @Test
    void aLongTextComesInPiecesAndTheLastCanBeAnswered() throws NotSentException {
        var text = "слово 😀 ".repeat(900).strip();
        send(whatsapp, heard(whatsapp, BSUID, Duration.ofHours(1)), text, "1 · да");
        var byWhatsApp = List.copyOf(meta.sent);
        send(instagram, heard(instagram, PSID, Duration.ofHours(1)), text);
        var byInstagram = meta.sent.subList(byWhatsApp.size(), meta.sent.size());

        assertThat(byWhatsApp).hasSizeGreaterThan(2);
        assertThat(byWhatsApp.getLast().has("interactive")).isTrue();
        assertThat(byInstagram)
                .extracting(each -> each.path("message").path("text").asText())
                .allSatisfy(piece ->
                        assertThat(piece.getBytes(StandardCharsets.UTF_8))
                                .hasSizeLessThanOrEqualTo(1000));
        assertThat(
                        byInstagram.stream()
                                .map(each -> each.path("message").path("text").asText())
                                .collect(Collectors.joining(" ")))
                .isEqualTo(text);
    }

    @Test
    void labelsThatQuickRepliesCutAreWrittenAboveThem() throws NotSentException {
        var peer = heard(messenger, PSID, Duration.ofHours(1));

        send(messenger, peer, "What is it?", "1 · The internet is slow at night", "0 · person");

        var message = meta.sent.getFirst().path("message");
        assertThat(meta.paths.getFirst()).isEqualTo("/v25.0/me/messages");
        assertThat(message.path("text").asText())
                .isEqualTo("What is it?\n1 · The internet is slow at night\n0 · person");
        assertThat(message.path("quick_replies").path(0).path("title").asText())
                .hasSizeLessThanOrEqualTo(20)
                .startsWith("1 · The");
    }

    @Test
    void afterADayNothingIsSentButByWhomMetaAllowsIt() throws NotSentException {
        var late = Duration.ofHours(25);
        var byWhatsApp = whatsapp.says(heard(whatsapp, BSUID, late), Author.AGENT, "hi");
        var asker = heard(messenger, PSID, late);
        var byFlow = messenger.says(asker, Author.FLOW, "hi");
        var byAgent = messenger.says(asker, Author.AGENT, "hi");
        var weekLater =
                messenger.says(heard(messenger, PSID, Duration.ofDays(8)), Author.AGENT, "hi");

        assertThat(remedy(() -> whatsapp.gateway().send(byWhatsApp)))
                .isEqualTo(new Remedy.GiveUp("window"));
        assertThat(remedy(() -> messenger.gateway().send(byFlow)))
                .isEqualTo(new Remedy.GiveUp("window"));
        assertThat(remedy(() -> messenger.gateway().send(weekLater)))
                .isEqualTo(new Remedy.GiveUp("window"));
        assertThat(meta.sent).isEmpty();
        messenger.gateway().send(byAgent);
        assertThat(meta.sent.getFirst().path("tag").asText()).isEqualTo("HUMAN_AGENT");
    }

    @Test
    void whatMetaRefusesHasItsRemedy() {
        var gateway = whatsapp.gateway();
        var message = whatsapp.says(heard(whatsapp, BSUID, Duration.ZERO), Author.FLOW, "hi");
        meta.refusals.add(MetaServer.refused(429, 80007, 0, "Rate limit"));
        meta.refusals.add(MetaServer.refused(400, 131056, 0, "pair rate limit"));
        meta.refusals.add(MetaServer.refused(400, 131047, 0, "Re-engagement message"));
        meta.refusals.add(MetaServer.refused(400, 131026, 0, "Undeliverable"));
        meta.refusals.add(MetaServer.refused(400, 131042, 0, "Payment"));
        meta.refusals.add(MetaServer.refused(403, 10, 0, "Permission denied"));
        meta.refusals.add(MetaServer.refused(403, 10, 2018278, "outside of allowed window"));
        meta.refusals.add(MetaServer.refused(500, 2, 0, "temporary"));
        meta.refusals.add(MetaServer.refused(400, 100, 0, "Invalid parameter"));
        meta.refusals.add("502<html>");
        meta.refusals.add("404<html>");
        var remedies = new ArrayList<Remedy>();
        while (!meta.refusals.isEmpty()) {
            remedies.add(remedy(() -> gateway.send(message)));
        }

        assertThat(remedies)
                .extracting(each -> each.getClass().getSimpleName())
                .containsExactly(
                        "Again", "Again", "GiveUp", "GiveUp", "Dead", "Dead", "GiveUp", "Again",
                        "GiveUp", "Again", "Dead");
        assertThat(remedies.get(1))
                .isEqualTo(new Remedy.Again(Duration.ofSeconds(6), "pair rate limit (131056)"));
        assertThat(remedies.get(2)).isEqualTo(new Remedy.GiveUp("window"));
        assertThat(remedies.get(6)).isEqualTo(new Remedy.GiveUp("window"));
        assertThat(remedies.get(8))
                .isEqualTo(new Remedy.GiveUp("WhatsApp refuses it: Invalid parameter (100)"));
    }

    @Test
    void aTokenThatIsRefusedOrNotShownStopsTheDoorAndIsNeverTold() {
        var plan = MetaServer.plan(Service.WHATSAPP, "EAAs3cret", meta.address());
        var away = MetaServer.plan(Service.WHATSAPP, "EAAs3cret", URI.create("http://127.0.0.1:1"));
        var message = whatsapp.says(heard(whatsapp, BSUID, Duration.ZERO), Author.FLOW, "hi");

        var dead = remedy(() -> new MetaGateway(plan, db, clock).send(message));
        var again = remedy(() -> new MetaGateway(away, db, clock).send(message));

        assertThat(MetaProbe.problem(meta.plan(Service.INSTAGRAM))).isEmpty();
        assertThat(MetaProbe.problem(plan).orElseThrow()).contains("channels.whatsapp.token");
        assertThat(MetaProbe.problem(away)).isPresent();
        assertThat(dead).isInstanceOf(Remedy.Dead.class);
        assertThat(dead.toString()).contains("channels.whatsapp.token").doesNotContain("s3cret");
        assertThat(again).isInstanceOf(Remedy.Again.class);
        assertThat(plan.toString() + again).doesNotContain("s3cret");
    }

    @Test
    void piecesThatWereSentAreNotSentAgain() throws NotSentException {
        var gateway = messenger.gateway();
        var text = "word ".repeat(500).strip();
        var message = messenger.says(heard(messenger, PSID, Duration.ZERO), Author.AGENT, text);
        gateway.send(message);
        var pieces = meta.sent.size();
        meta.sent.clear();
        var again = messenger.says(heard(messenger, PSID, Duration.ZERO), Author.AGENT, text);
        meta.refusals.add("200{\"message_id\": \"first\"}");
        meta.refusals.add(MetaServer.refused(400, 613, 0, "too many"));

        assertThat(remedy(() -> gateway.send(again))).isInstanceOf(Remedy.Again.class);
        gateway.send(again);

        assertThat(meta.sent).hasSize(pieces - 1);
    }

    private static String[] many() {
        return IntStream.rangeClosed(1, 11)
                .mapToObj(at -> (at < 10 ? at : at == 10 ? "*" : "#") + " · option " + at)
                .collect(
                        Collectors.collectingAndThen(
                                Collectors.toList(),
                                all -> {
                                    all.add("0 · person");
                                    return all.toArray(String[]::new);
                                }));
    }

    /** Somebody new who wrote so long ago. */
    private static String heard(MetaRows rows, String like, Duration ago) {
        var peer = like + peers++;
        rows.heard(peer, NOW.minus(ago));
        return peer;
    }

    private static String send(MetaRows rows, String peer, String text, String... labels)
            throws NotSentException {
        var buttons = new Button[labels.length];
        for (var i = 0; i < labels.length; i++) {
            buttons[i] = new Button("v12:" + labels[i].charAt(0), labels[i]);
        }
        return rows.gateway().send(rows.says(peer, Author.FLOW, text, buttons));
    }

    private static List<JsonNode> rows(JsonNode request) {
        return request.path("interactive")
                .path("action")
                .path("sections")
                .path(0)
                .path("rows")
                .valueStream()
                .toList();
    }

    private static List<String> buttons(JsonNode request) {
        return request.path("interactive")
                .path("action")
                .path("buttons")
                .valueStream()
                .map(each -> each.path("reply").path("title").asText())
                .toList();
    }

    private static Remedy remedy(Sending sending) {
        return catchThrowableOfType(NotSentException.class, sending::send).remedy();
    }

    @FunctionalInterface
    private interface Sending {
        void send() throws NotSentException;
    }
}
