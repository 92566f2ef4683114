package io.recaller.gateway.vk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.recaller.channel.outbound.Gateway.NotSentException;
import io.recaller.channel.outbound.Gateway.Remedy;
import io.recaller.channel.outbound.Outbound;
import io.recaller.channel.outbound.OutboundFile;
import io.recaller.message.Author;
import io.recaller.message.Button;
import io.recaller.message.SampleFiles;
import io.recaller.message.file.Attachment;
import io.recaller.message.file.FileContent;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VkGatewayTest {
    private final VkServer vk = new VkServer();
    private final VkGateway gateway = new VkGateway(vk.community(VkServer.TOKEN));

    @AfterEach
    void close() {
        vk.close();
    }

    @Test
    void howAMenuLooksThereIsKnownWithoutVk() {
        var many =
                IntStream.rangeClosed(1, 12)
                        .mapToObj(i -> new Button("v1:" + i, i + " · " + "x".repeat(45)))
                        .toList();

        var looks = VkGateway.appearance(new Outbound(1, "7", "Choose", many));

        assertThat(looks.buttons()).hasSize(10);
        assertThat(looks.buttons().getFirst().label()).hasSizeLessThanOrEqualTo(40);
        assertThat(looks.texts().getFirst()).contains("12 · ");
        assertThat(looks.notes()).hasSize(13).last().asString().contains("only 10 of 12");
    }

    @Test
    void aPictureIsSentUpAndADocumentToo() throws NotSentException {
        gateway.send(file(1, "", "meter.png", SampleFiles.png()));
        gateway.send(file(2, "Счёт", "bill.pdf", SampleFiles.pdf()));

        assertThat(vk.sent)
                .extracting(each -> each.getOrDefault("attachment", each.get("message")))
                .containsExactly("photo-77_11_k", "doc5005_12", "Счёт");
        assertThat(vk.sent).extracting(each -> each.get("random_id")).doesNotHaveDuplicates();
        assertThat(vk.uploads.getFirst()).contains("image/png");
    }

    @Test
    void aPictureThatIsNoneToVkIsADocument() throws NotSentException {
        vk.noPictures = VkServer.error(129, "Invalid photo");

        gateway.send(file(1, "", "long.png", SampleFiles.png()));

        assertThat(vk.sent.getFirst()).containsEntry("attachment", "doc5005_12");
    }

    @Test
    void aFileGoesNowhereElseAndAKeyWithoutTheRightStopsNoWords() throws NotSentException {
        vk.wrongUploads = true;
        var elsewhere =
                catchThrowableOfType(
                        NotSentException.class,
                        () -> gateway.send(file(1, "", "a.pdf", SampleFiles.pdf())));

        assertThat(elsewhere.remedy()).isInstanceOf(Remedy.Again.class);
        assertThat(
                        VkRefusal.ofFile(
                                new ObjectMapper().createObjectNode().put("error_code", 15), "vk"))
                .isInstanceOf(Remedy.GiveUp.class);
        assertThat(vk.uploads).isEmpty();
    }

    private static Outbound file(long seq, String text, String name, FileContent content) {
        var file =
                new Attachment(
                        UUID.randomUUID(), name, content.type().orElseThrow(), content.size());
        return new Outbound(
                seq,
                "5005",
                text,
                List.of(),
                Author.AGENT,
                List.of(new OutboundFile(file, content)));
    }

    @Test
    void aMenuIsTextWithAKeyInEachRow() throws NotSentException, IOException {
        var id = send(1, "Здравствуйте.", buttons(3));

        assertThat(id).isEqualTo("1");
        assertThat(vk.sent.getFirst())
                .containsEntry("peer_id", "5005")
                .containsEntry("message", "Здравствуйте.");
        var rows = keyboard().path("buttons");
        assertThat(rows).hasSize(3);
        var action = rows.get(0).get(0).path("action");
        assertThat(action.path("label").asText()).hasSize(40).endsWith("…");
        assertThat(action.path("payload").asText()).isEqualTo("{\"key\":\"v12:1\"}");
    }

    @Test
    void moreOptionsThanFitAreLinesAndTheFirstTenAreKeys() throws NotSentException, IOException {
        send(1, "Menu", buttons(12));

        var rows = keyboard().path("buttons");
        assertThat(rows).hasSize(5).allSatisfy(row -> assertThat(row).hasSize(2));
        assertThat(vk.sent.getFirst().getOrDefault("message", "").lines()).hasSize(13);
    }

    @Test
    void aTextThatIsTooLongComesInPiecesWithTheKeysBelowTheLast() throws NotSentException {
        var text = "слово 😀 ".repeat(1500).strip();

        send(1, text, buttons(1));

        assertThat(vk.sent).hasSizeGreaterThan(2);
        assertThat(
                        vk.sent.stream()
                                .map(each -> each.get("message"))
                                .collect(Collectors.joining(" ")))
                .isEqualTo(text);
        assertThat(vk.sent).filteredOn(each -> each.containsKey("keyboard")).hasSize(1);
        assertThat(vk.sent.getLast()).containsKey("keyboard");
    }

    @Test
    void whatIsSentAgainBecauseAServerWasKilledIsOneMessage() throws NotSentException {
        var text = "слово ".repeat(1000);

        var first = send(41, text, List.of());
        var again = new VkGateway(vk.community(VkServer.TOKEN));
        var second = again.send(new Outbound(41, "5005", text, List.of()));

        assertThat(second).isEqualTo(first);
        assertThat(vk.sent).hasSize(2);
        send(42, text, List.of());
        assertThat(vk.sent).hasSize(4);
    }

    @ParameterizedTest
    @CsvSource({
        "5, Dead, make a new access key",
        "27, Dead, make a new access key",
        "15, Dead, rights",
        "6, Again, too often",
        "9, Again, flooding",
        "10, Again, out of order",
        "18, GiveUp, deleted or banned",
        "900, GiveUp, black list",
        "901, GiveUp, do not allow",
        "902, GiveUp, privacy",
        "914, GiveUp, too long",
        "911, GiveUp, VK refuses it",
    })
    void whatVkRefusesHasItsRemedyInPlainWords(int code, String remedy, String words) {
        vk.refusals.add(VkServer.error(code, "in their words"));

        assertThat(remedy(gateway).toString()).startsWith(remedy).contains(words);
    }

    @Test
    void floodingIsNotSentAgainAtOnce() {
        vk.refusals.add(VkServer.error(9, "Flood control"));

        assertThat(remedy(gateway))
                .isInstanceOfSatisfying(
                        Remedy.Again.class,
                        again -> assertThat(again.after()).isEqualTo(Duration.ofMinutes(1)));
    }

    @Test
    void aWrongTokenStopsTheDoorAndIsNeverTold() {
        var wrong = new VkGateway(vk.community("s3cret"));
        var nobody =
                new VkGateway(new VkCommunity("vk", 1, "s3cret", URI.create("http://127.0.0.1:1")));

        assertThat(remedy(wrong)).isInstanceOf(Remedy.Dead.class);
        assertThat(remedy(nobody)).isInstanceOf(Remedy.Again.class);
        assertThat(remedy(wrong) + "" + vk.community("s3cret")).doesNotContain("s3cret");
    }

    private static List<Button> buttons(int many) {
        return IntStream.rangeClosed(1, many)
                .mapToObj(i -> new Button("v12:" + i % 10, i + " · " + "ж".repeat(50)))
                .toList();
    }

    private JsonNode keyboard() throws IOException {
        return new ObjectMapper().readTree(vk.sent.getFirst().get("keyboard"));
    }

    private String send(long seq, String text, List<Button> buttons) throws NotSentException {
        return gateway.send(new Outbound(seq, "5005", text, buttons));
    }

    private static Remedy remedy(VkGateway by) {
        return catchThrowableOfType(
                        NotSentException.class,
                        () -> by.send(new Outbound(1, "7", "hello", List.of())))
                .remedy();
    }
}
